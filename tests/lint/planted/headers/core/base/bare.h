#ifndef BARE_H // planted: headers
#define BARE_H
using namespace std; // planted: headers
#endif
