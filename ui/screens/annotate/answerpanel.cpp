#include "ui/screens/annotate/answerpanel.h"

#include "ui/theme/metrics.h"

namespace plumbline {

AnswerPanel::AnswerPanel(const PanelServices& services, QWidget* parent)
    : QWidget(parent)
    , m_theme(services.theme)
    , m_actions(services.actions)
{
}

AnswerPanel::~AnswerPanel() = default;

void AnswerPanel::setItem(const OpenItem& item)
{
    m_item = item;
    m_content = item.content;
    refresh(true);
}

void AnswerPanel::setContent(const AnnotationContent& content)
{
    m_content = content;
    refresh(false);
}

QString AnswerPanel::promptTitle() const
{
    return tr("Prompt");
}

bool AnswerPanel::takeAction(const QString& id)
{
    Q_UNUSED(id)
    return false;
}

QString AnswerPanel::actionText(const QString& id) const
{
    Q_UNUSED(id)
    return {};
}

int AnswerPanel::sidePaneWidth() const
{
    return metrics::kPaneEvidence;
}

void AnswerPanel::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
}

void AnswerPanel::commit(const AnnotationContent& after, const QString& field)
{
    if (after == m_content) {
        return;
    }
    const AnnotationContent before = m_content;
    m_content = after;
    Q_EMIT contentChanged(before, m_content, !field.isEmpty(), field);
}

ResponseIndex AnswerPanel::responseAt(int place) const
{
    return place >= 0 && place < m_item.shownOrder.size() ? m_item.shownOrder.at(place) : place;
}

int AnswerPanel::placeOf(ResponseIndex response) const
{
    const qsizetype place = m_item.shownOrder.indexOf(response);
    return place >= 0 ? static_cast<int>(place) : response;
}

QString AnswerPanel::letterOf(int place)
{
    return QString(QChar(static_cast<char16_t>(u'A' + qBound(0, place, 25))));
}

} // namespace plumbline
