#include "cli/manual.hpp"

#include <string_view>

namespace csvimport {
namespace {

constexpr std::string_view kManualStart =
    R"(.TH CSVIMPORT 1 "" "csvimport )" CSVIMPORT_VERSION R"("
.SH NAME
csvimport \- import CSV files into a SQLite database
.SH SYNOPSIS
.B csvimport
[\fIOPTIONS\fR] \fIFILE\fR... \fIDATABASE\fR
.br
.B csvimport \-\-history
[\fIOPTIONS\fR] \fIDATABASE\fR
.SH DESCRIPTION
Puts each
.I FILE
into a table of
.IR DATABASE ,
named after it, or all of them into one table, named by
.BR \-\-table .
Database and tables are made if they are not there; a table that is there gets
further rows.
.I DATABASE
may be a cluster of rqlite that runs, by the URL
.BR rqlite://HOST:PORT .
.I FILE
may be compressed (gzip, zstd, xz, lz4, bzip2, zip), and may be \- for standard
input.
A folder means the files right in it that are named *.csv, *.tsv or *.tab,
compressed (*.csv.gz) or not, sorted by name.
Its other files are left aside, as are links to those, hidden ones and folders in
it;
.B \-v
names them, and a warning tells of archives such as *.zip, which can be given by
name.
.PP
An import is all or nothing: whatever goes wrong, the database is as it was. The
first bad record ends it, named by its line, unless
.B \-\-on\-error skip
rejects such records and goes on; they are counted, and
.B \-\-rejects
keeps them. Records that
.B \-\-where
does not let in are left out, and no rejects.
.PP
Delimiter and quotes are found in the file's start. A column is INTEGER or REAL if
all of its values are numbers that lose nothing so but zeros behind the point (1.50
is 1.5), and TEXT otherwise: 007 stays 007. Empty fields are NULL.
.B \-v
prints what was chosen, as options that pin it.
.PP
Options name columns as the table does. Only
.B \-\-select
and the first name of
.B \-\-rename
are as the file has them; with
.B \-\-normalize
they may also be the new ones.
.SH EXAMPLES
.TP
csvimport orders.csv shop.db
A table
.B orders
with all rows; further rows, if it is there.
.TP
csvimport \-t year january.csv february.csv year.db
Several files into one table.
.TP
csvimport \-\-pk id \-\-on\-conflict update orders.csv shop.db
Rows that changed, by their key, and new ones.
.TP
csvimport \-\-if\-exists replace prices.csv shop.db
A table put in place of the one that is there.
.TP
csvimport \-\-on\-error skip \-\-rejects bad.csv export.csv shop.db
All good records; the others into bad.csv, and why into bad.csv.reasons.
.TP
curl \-s https://example.org/orders.csv.zst | csvimport \-t orders \- shop.db
From a pipe.
.TP
csvimport \-\-dry\-run orders.csv
What would be made, and which records are bad.
.SH OPTIONS
)";

constexpr std::string_view kManualEnd = R"(.SH DATES
The
.I FORMAT
of
.B \-\-date
and
.B \-\-datetime
is made of these words; any other character is itself. Numbers that touch, as in
%Y%m%d, have all their digits.
.TP
.B %Y
The year, of four digits.
.TP
.B %y
The year, of two digits: 69 to 99 are 1969 to 1999, the others 2000 to 2068.
.TP
.B %m, %d, %e
Month and day, of one or two digits; %e also with a blank in front.
.TP
.B %b, %B, %h
The month's name in English, whole or its first three letters, in any case.
.TP
.B %j
The day of the year, in place of month and day.
.TP
.B %a, %A
The weekday's name, like %b; it must be that of the day.
.TP
.B %H, %M, %S
Hour, minute and second, of one or two digits.
.TP
.B %I, %p
The hour of twelve, AM or PM.
.TP
.B %f
A fraction of the second, of up to nine digits, which the result keeps. With a
point right before it, as in %S.%f, both may be missing.
.TP
.B %z
The offset from UTC, +0100, +01:00, +01 or Z, which the result keeps, as +01:00
or Z.
.TP
.B %F, %D, %T, %R
%Y\-%m\-%d, %m/%d/%y, %H:%M:%S, %H:%M.
.TP
.B %%
A percent sign.
.SH ENVIRONMENT
An option that is not given is taken from a variable, whose name is
.B CSVIMPORT_
and the option's in capital letters, with underscores:
.B CSVIMPORT_ON_ERROR=skip
is
.BR "\-\-on\-error skip" .
For an option without a value the variable is
.B true
or
.BR false .
Of what may be repeated it gives one value, and the command line takes its place. An
empty one counts as none.
.B \-v
prints those that were used, and a warning tells of those that are no option's.
.TP
.B NO_COLOR
If it is set, messages have no colours.
.TP
.BR TMPDIR ", " SQLITE_TMPDIR
Where SQLite keeps its own temporary files.
.SH EXIT STATUS
.TP
.B 0
Every record is in the table.
.TP
.B 1
The import failed for bad data, named by file and line, or for a table that does
not fit; the database is as it was.
.TP
.B 2
Wrong usage; nothing was read.
.TP
.B 3
Imported, but some records were rejected.
.TP
.B 4
The import failed for the system, such as a full disk, a lock or a missing
permission; the database is as it was.
.TP
.B 129, 130, 143, 152
Ended by SIGHUP, SIGINT, SIGTERM or SIGXCPU; the database is as it was.
.SH SEE ALSO
.BR sqlite3 (1),
.BR iconv (1)
.PP
.I /usr/share/doc/csvimport/README.md
tells the rest, task by task.
)";

// Text as roff takes it for nothing but text.
std::string roff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char byte : text) {
    if (byte == '\\') {
      out += "\\e";
    } else if (byte == '-') {
      out += "\\-";
    } else if (byte == '\'') {
      out += "\\(aq";
    } else {
      out += byte;
    }
  }
  return out;
}

std::string roff_of(const OptionEntry& option) {
  std::string text = ".TP\n";
  if (!option.short_name.empty()) {
    text += "\\fB" + roff(option.short_name) + "\\fR, ";
  }
  text += "\\fB" + roff(option.long_name) + "\\fR";
  if (!option.value.empty()) text += " \\fI" + roff(option.value) + "\\fR";
  return text + '\n' + roff(option.description) + ".\n";
}

}  // namespace

std::string manual_page(const OptionGroups& groups) {
  std::string page(kManualStart);
  for (const OptionGroup& group : groups) {
    page += ".SS " + roff(group.name) + '\n';
    for (const OptionEntry& option : group.options) page += roff_of(option);
  }
  return page.append(kManualEnd);
}

}  // namespace csvimport
