#pragma once

#include "core/analysis/labelfilter.h"

#include <QHash>
#include <QObject>

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

private:
    using QObject::QObject;

    QHash<QString, LabelFilter> m_own;
    LabelFilter m_shared;
    bool m_isShared = false;
};

} // namespace plumbline
