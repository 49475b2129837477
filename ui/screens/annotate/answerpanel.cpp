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
    const bool isKnown = isAhead(item);
    m_isAhead = false;
    m_item = item;
    m_content = item.content;
    if (!isKnown) {
        refresh(true);
    } else if (QWidget* field = unfoldingField()) {
        field->setVisible(m_isFieldUnfolded);
    }
}

void AnswerPanel::setItemAhead(const OpenItem& coming)
{
    if (isVisible() || !allowsItemAhead() || isAhead(coming)) {
        return;
    }
    setItem(coming);
    m_isAhead = true;
    if (QWidget* field = unfoldingField()) { // stands in the frame, where another panel is shown now
        m_isFieldUnfolded = !field->isHidden();
        field->hide();
    }
}

bool AnswerPanel::isAhead(const OpenItem& coming) const
{
    return m_isAhead && m_item.view.item.id == coming.view.item.id &&
           m_item.view.schema == coming.view.schema && m_item.view.prompt == coming.view.prompt &&
           m_item.view.responses == coming.view.responses && m_item.shownOrder == coming.shownOrder &&
           m_item.content == coming.content && m_content == coming.content &&
           m_item.isSubmitted == coming.isSubmitted;
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

bool AnswerPanel::prepare(const OpenItem& coming)
{
    Q_UNUSED(coming)
    return true;
}

ResponseIndex AnswerPanel::responseAt(int place) const
{
    return responseAt(m_item, place);
}

ResponseIndex AnswerPanel::responseAt(const OpenItem& item, int place)
{
    return place >= 0 && place < item.shownOrder.size() ? item.shownOrder.at(place) : place;
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
