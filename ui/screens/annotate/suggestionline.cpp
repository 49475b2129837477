#include "ui/screens/annotate/suggestionline.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineHeight = 36;
constexpr int kIconRoom = metrics::kIcon + metrics::kSpace3;

} // namespace

SuggestionLine::SuggestionLine(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : BarFrame(theme, Color::Chrome, Qt::TopEdge, parent)
    , m_theme(theme)
    , m_text(new ElidedLabel(theme, {}, Text::Body, Color::Text2, this))
    , m_drop(new KeyButton(theme, actions.action(u"annotate.dropSuggestion"_s), KeyButton::Kind::Quiet, this))
{
    setObjectName(u"suggestionLine"_s);
    setAccessibleName(tr("Suggestion of a judge"));
    m_text->setObjectName(u"suggestionText"_s);
    m_drop->setObjectName(u"dropSuggestion"_s);
    m_drop->setToolTip(tr("Takes the suggested answer away. That it was shown stays on record."));
    setFixedHeight(theme.scaled(kLineHeight));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kPageMargin + kIconRoom, 1, metrics::kPageMargin, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(m_text, 1);
    row->addWidget(m_drop);
    hide();
    connect(&theme, &Theme::changed, this, [this] { setFixedHeight(m_theme.scaled(kLineHeight)); });
}

QString SuggestionLine::text() const
{
    return m_text->text();
}

void SuggestionLine::show(const std::optional<Suggestion>& suggestion, const AnnotationContent& content,
                          const QList<ResponseIndex>& shownOrder, const std::optional<AnswerComparison>& last)
{
    const auto brief = [&shownOrder](const AnnotationContent& answer) {
        return shortForm(answer, AnnotationAction::Submit, shownOrder);
    };
    if (!suggestion) {
        say(last ? tr("The item before: you said %1, %2 said %3.").arg(last->mine, last->by, last->theirs)
                 : QString(),
            false);
    } else if (!suggestion->isShownFirst) {
        say(tr("%1 said %2. It was shown to you after your own answer.")
                .arg(suggestion->by, brief(suggestion->content)),
            false);
    } else {
        const auto changes = static_cast<int>(changedFields(suggestion->content, content).size());
        const QString by = tr("Suggested by %1; change what is wrong").arg(suggestion->by);
        say(changes == 0 ? by : tr("%1 (changed so far: %2)").arg(by).arg(changes), true);
    }
}

void SuggestionLine::say(const QString& text, bool isPrefilled)
{
    m_isPrefilled = isPrefilled;
    m_text->setText(text);
    m_text->setStyle(isPrefilled ? Text::Strong : Text::Caption,
                     isPrefilled ? Color::AccentText : Color::Text2);
    m_drop->setVisible(isPrefilled);
    setGround(isPrefilled ? Color::AccentSoft : Color::Chrome);
    setAccessibleDescription(text);
    setVisible(!text.isEmpty());
}

void SuggestionLine::paintEvent(QPaintEvent* event)
{
    BarFrame::paintEvent(event);
    QPainter painter(this);
    const QRectF place(metrics::kPageMargin, 0, metrics::kIcon, height());
    m_theme.drawIcon(painter, place, u"judge"_s, metrics::kIcon,
                     m_theme.color(m_isPrefilled ? Color::AccentText : Color::Text2));
}

} // namespace plumbline
