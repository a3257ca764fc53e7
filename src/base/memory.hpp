#pragma once

// How memory is had from the system.

namespace csvimport {

// Has large blocks go back to the system as soon as they are freed. Without it
// glibc keeps up to 32 MiB of each kind for each thread. Call it once, from
// main, before any thread starts.
void return_large_blocks();

}  // namespace csvimport
