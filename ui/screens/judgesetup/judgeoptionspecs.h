#pragma once

#include "core/judge/judgespec.h"

#include <QList>
#include <QPair>
#include <QStringList>

namespace plumbline {

/// One option of a protocol (JudgeSpec::options) as a field.
struct JudgeOptionSpec
{
    enum class Kind {
        Choice,    ///< one of `choices`
        Number,    ///< `least`…`most`
        Check,     ///< yes or no; `usual` 1: yes
        Names,     ///< a list of names, divided by commas; equals of a ranking by "="
        Annotator, ///< the name of somebody who labels
    };
    QString key;
    QString name;
    QString hint;
    Kind kind = Kind::Choice;
    QList<QPair<QString, QString>> choices; ///< value and words
    bool isNumberChoice = false;            ///< the values are numbers
    double least = 0;
    double most = 1;
    double usual = 0; ///< what the protocol takes where the option is missing
    int decimals = 2;
    bool isRanking = false;  ///< Names: in order, with equals
    QString onlyWith;        ///< key of a choice…
    QStringList onlyWithAny; ///< …and its values with which this one counts
};

/// The options of a protocol, in the order of the form.
[[nodiscard]] QList<JudgeOptionSpec> judgeOptionSpecs(JudgeProtocol protocol);

} // namespace plumbline
