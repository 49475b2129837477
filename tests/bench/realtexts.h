#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// Real questions with real answers, the material of made-up projects of any size.
struct RealTexts
{
    struct Question
    {
        QString text;
        QString category;
        QStringList answers; ///< in the order of `models`
    };

    QStringList models;
    QList<Question> questions;
    QString source; ///< where they come from, for the report

    /// Reads a folder in the form of MT-Bench (question.jsonl, model_answer/MODEL.jsonl); "" = the whole set
    /// among the data sets (PLUMBLINE_DATA_SETS) where it is there, otherwise the excerpt that lies beside
    /// the tests. Errors: NotFound, InvalidData.
    [[nodiscard]] static Result<RealTexts> load(const QString& folder);
};

} // namespace plumbline
