#pragma once

#include "core/analysis/labelfilter.h"

#include <QHash>
#include <QObject>
#include <QVariant>

namespace plumbline {

class LiveAnalysis;

/// The filters of the Inspect pages of one window, for as long as its project is open. What narrows the data
/// (batch, category, turn, models, prompts) is the same on all pages; who gave the labels, their kind and
/// aspect belong to each page.
class InspectState : public QObject
{
    Q_OBJECT

public:
    /// The one that goes with these labels; made when first asked for.
    [[nodiscard]] static InspectState* of(LiveAnalysis& live);

    /// The filter of a page: as left there, or `first`, with what all pages share.
    [[nodiscard]] LabelFilter filter(const QString& pageId, const LabelFilter& first) const;
    void setFilter(const QString& pageId, const LabelFilter& filter);
    /// What else a page keeps (its method), by a name of its own.
    [[nodiscard]] QVariant value(const QString& key) const { return m_values.value(key); }
    void setValue(const QString& key, const QVariant& value) { m_values.insert(key, value); }

private:
    using QObject::QObject;

    QHash<QString, LabelFilter> m_own;
    QHash<QString, QVariant> m_values;
    LabelFilter m_shared;
    bool m_isShared = false;
};

} // namespace plumbline
