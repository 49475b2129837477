#include "ui/screens/inspect/common/inspectstate.h"

#include "core/analysis/liveanalysis.h"

namespace plumbline {

namespace {

void copyShared(const LabelFilter& from, LabelFilter& to)
{
    to.batch = from.batch;
    to.category = from.category;
    to.turn = from.turn;
    to.models = from.models;
    to.hiddenModels = from.hiddenModels;
    to.prompts = from.prompts;
}

} // namespace

InspectState* InspectState::of(LiveAnalysis& live)
{
    auto* state = live.findChild<InspectState*>(QString(), Qt::FindDirectChildrenOnly);
    return state != nullptr ? state : new InspectState(&live);
}

LabelFilter InspectState::filter(const QString& pageId, const LabelFilter& first) const
{
    LabelFilter filter = m_own.value(pageId, first);
    if (m_isShared) {
        copyShared(m_shared, filter);
    }
    return filter;
}

void InspectState::setFilter(const QString& pageId, const LabelFilter& filter)
{
    m_own.insert(pageId, filter);
    copyShared(filter, m_shared);
    m_isShared = true;
}

} // namespace plumbline
