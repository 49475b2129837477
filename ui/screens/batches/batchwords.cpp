#include "ui/screens/batches/batchwords.h"

#include <QCoreApplication>

namespace plumbline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("BatchWords", text);
}

} // namespace

QString orderWords(QueueOrder order)
{
    switch (order) {
    case QueueOrder::Fixed:
        return tr("as given");
    case QueueOrder::Random:
        return tr("shuffled");
    case QueueOrder::FewestLabels:
        return tr("fewest labels first");
    case QueueOrder::Priority:
        return tr("highest priority first");
    }
    return {};
}

QString orderHint(QueueOrder order)
{
    switch (order) {
    case QueueOrder::Fixed:
        return tr("In the order in which the items came in.");
    case QueueOrder::Random:
        return tr("The same for everyone, from the project's seed.");
    case QueueOrder::FewestLabels:
        return tr("Items that nobody has judged come before those with a label.");
    case QueueOrder::Priority:
        return tr("By the number that each item carries.");
    }
    return {};
}

} // namespace plumbline
