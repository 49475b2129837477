const char* kInsert = "INSERT OR IGNORE INTO prompts VALUES (?)"; // planted: sql
const char* kBegin = "BEGIN IMMEDIATE";                           // planted: sql
const char* kPragma = "PRAGMA synchronous=OFF";                   // planted: sql
