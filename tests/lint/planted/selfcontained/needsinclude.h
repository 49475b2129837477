#pragma once

inline QString greeting();
