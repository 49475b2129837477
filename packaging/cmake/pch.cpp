// Nothing but the precompiled headers of PlumblinePch.cmake.
