#pragma once

// The three descriptors that every program is given, or should be.

namespace csvimport {

// Gives stdin, stdout and stderr, where the caller closed them, a descriptor
// that cannot be read or written, as one that is closed. Otherwise the next
// file opened would be taken for them. Call it once, before anything is opened.
void fill_closed_streams();

}  // namespace csvimport
