// Loads a CSV file into table t of a new database in DuckDB's own format, and
// prints how many rows it has:
//
//   node duckdb_import.mjs MODULES FILE DATABASE COLUMNS
//
// MODULES is the folder whose node_modules has @duckdb/node-api, COLUMNS the
// names and types as read_csv takes them.

import {createRequire} from 'node:module';
import {resolve} from 'node:path';

const [modules, file, database, columns] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const {DuckDBInstance} = require('@duckdb/node-api');

const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
const quoted = `'${file.replaceAll("'", "''")}'`;
await connection.run(`CREATE TABLE t AS
  FROM read_csv(${quoted}, header = true, columns = ${columns})`);
await connection.run('CHECKPOINT');
const rows = await connection.runAndReadAll('SELECT count(*) FROM t');
console.log(String(rows.getRows()[0][0]));
connection.closeSync();
instance.closeSync();
