const char* kInsert = "INSERT INTO prompts VALUES (?)";
