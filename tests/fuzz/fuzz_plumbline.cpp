#include "tests/fuzz/fuzzimport.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return plumbline::fuzzImport("plumbline", data, size);
}
