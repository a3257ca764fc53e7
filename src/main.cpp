// csvimport: set up the process, do what the command line asks for, and end
// with an exit status.

#include "base/interrupt.hpp"
#include "base/memory.hpp"
#include "base/standard_streams.hpp"
#include "cli/program.hpp"
#include "report/messages.hpp"
#include "target/sqlite_process.hpp"

#include <iostream>

int main(int argc, char** argv) {
  csvimport::fill_closed_streams();
  csvimport::return_large_blocks();
  csvimport::set_up_messages();
  csvimport::set_up_sqlite();
  try {
    csvimport::catch_interrupts();
    return csvimport::run_program(argc, argv, std::cout);
  } catch (...) {
    return csvimport::report_failure();
  }
}
