#pragma once

// Tests of runs that a signal ends.

#include "cli_fixture.hpp"

#include <csignal>

namespace csvimport {

class InterruptedRunTest : public CliTest {
 protected:
  // Sends the signal and expects the run to end by it, leaving `left`.
  void expect_interrupted(Process& process, int signal, const Rows& left) {
    process.signal(signal);
    expect_ended(process, signal);
    EXPECT_EQ(files(), left);
  }

  // The same of a run that has got it, whatever it leaves.
  static void expect_ended(Process& process, int signal) {
    const RunResult result = process.wait();
    EXPECT_FALSE(result.killed);
    EXPECT_EQ(result.exit_code, 128 + signal);
    EXPECT_EQ(result.err, "error: interrupted; nothing was imported\n");
  }
};

}  // namespace csvimport
