// How AnnotateController reads ahead; see annotatecontroller.h.

#include "ui/screens/annotate/annotatecontroller.h"

#include <QFuture>

#include "core/base/whenfinished.h"
#include "core/store/store.h"
#include "core/store/suggestions.h"

namespace plumbline {

void AnnotateController::lookAhead()
{
    if (!m_item || m_isMoving) {
        return;
    }
    const ItemId open = m_item->view.item.id;
    const quint64 sequence = ++m_aheadSequence;
    const auto work = [filter = m_filter, open, annotator = m_annotator,
                       lease = m_leaseSeconds](Session& session) -> Result<std::optional<OpenItem>> {
        PLUMBLINE_ASSIGN(std::optional<OpenItem> found,
                         Labelling(session, annotator, lease).peekNext(filter, open));
        if (found) {
            PLUMBLINE_TRY(suggest(session, annotator, *found)); // as it will be opened
        }
        return found;
    };
    whenFinished(m_store.readAsync(work), this,
                 [this, sequence](const Result<std::optional<OpenItem>>& found) {
                     // Only a help: when it fails, the next item is read when it is asked for.
                     if (sequence == m_aheadSequence && found) {
                         setComing(found.value());
                     }
                 });
}

void AnnotateController::setComing(const std::optional<OpenItem>& coming)
{
    const bool isKnown = coming.has_value() || m_coming.has_value();
    m_coming = coming;
    if (isKnown) {
        Q_EMIT comingItemChanged();
    }
}

void AnnotateController::forgetComing()
{
    ++m_aheadSequence;
    m_aheadTimer.stop();
    setComing(std::nullopt);
}

} // namespace plumbline
