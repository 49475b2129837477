#pragma once

#include "ui/screens/inspect/common/filterwords.h"

#include <QString>

#include <functional>

namespace plumbline {

/// One thing a filter can be set to.
struct FilterChoice
{
    FilterPart part = FilterPart::By;
    QString value;     ///< what the list shows: "people", "gpt-4"…
    bool isOn = false; ///< is in force now; choosing it again takes it away
    std::function<void(LabelFilter&)> apply;
};

/// All that a table holds and a filter can be set to, the parts in the order asked for. Parts with only one
/// value that is not in force are left out: they would filter nothing.
[[nodiscard]] QList<FilterChoice> filterChoices(const LabelTable& table, const LabelFilter& filter,
                                                const QList<FilterPart>& parts);

} // namespace plumbline
