#pragma once

// The landing in a cluster: one transaction there, however often its answer is
// lost.

#include "base/system_error.hpp"
#include "cluster/rqlite_client.hpp"
#include "cluster/staged_import.hpp"

#include <vector>

namespace csvimport {

// The cluster does not tell whether an import has landed.
class UnknownLanding : public SystemError {
 public:
  using SystemError::SystemError;
};

// Has what was sent of `tables` land, and returns what became of each, in
// order; nothing, where the rows have landed and the cluster does not tell that
// any more. Signals wait until it is known. Throws UnknownLanding; and
// SystemError, ImportError and Interrupted where nothing has landed.
std::vector<LandedTable> land_in_cluster(const ClusterAccess& access,
                                         const StagedImport& import,
                                         const std::vector<SentTable>& tables);

}  // namespace csvimport
