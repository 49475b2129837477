const QString kAccent = "#2757BE";
