#include "ui/screens/annotate/ratingreader.h"

#include "ui/screens/annotate/ratinggrid.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

int wordCount(const QString& text)
{
    return static_cast<int>(text.simplified().split(u' ', Qt::SkipEmptyParts).size());
}

} // namespace

RatingReader::RatingReader(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_heading(new ElidedLabel(theme, QString(), Text::Strong, Color::Text, this))
    , m_caption(new ElidedLabel(theme, QString(), Text::Caption, Color::Text2, this))
    , m_previous(new KeyButton(theme, actions.action(u"annotate.rating.up"_s), KeyButton::Kind::Quiet, this))
    , m_next(new KeyButton(theme, actions.action(u"annotate.rating.down"_s), KeyButton::Kind::Quiet, this))
    , m_view(new ResponseView(theme, this))
{
    setObjectName(u"ratingReader"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 1, 1);
    layout->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(metrics::kSpace5, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    header->setSpacing(metrics::kSpace3);
    m_heading->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    header->addWidget(m_heading);
    header->addWidget(m_caption, 1);
    m_previous->setObjectName(u"ratingPreviousResponse"_s);
    m_next->setObjectName(u"ratingNextResponse"_s);
    m_previous->setIconName(u"up"_s);
    m_next->setIconName(u"down"_s);
    for (KeyButton* button : {m_previous, m_next}) {
        button->setIconOnly(true);
        button->setFocusPolicy(Qt::TabFocus);
        header->addWidget(button);
    }
    header->addStrut(theme.scaled(metrics::kButton));
    layout->addLayout(header);
    m_view->setObjectName(u"ratingResponse"_s);
    m_view->setName(tr("Response"));
    auto* text = new QHBoxLayout;
    text->setContentsMargins(metrics::kSpace7, metrics::kSpace4, metrics::kSpace2, metrics::kSpace2);
    text->addWidget(m_view);
    layout->addLayout(text, 1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RatingReader::showResponse(int row, int count, const QString& text, bool isEdited)
{
    const bool isSame = row == m_row && text == m_view->text();
    m_row = row;
    const QString name = count > 1 ? tr("Response %1").arg(RatingGrid::mark(row)) : tr("Response");
    m_heading->setText(name);
    QStringList facts;
    if (count > 1) {
        facts.append(tr("%1 of %2").arg(row + 1).arg(count));
    }
    facts.append(tr("%n words", nullptr, wordCount(text)));
    if (isEdited) {
        facts.append(tr("edited"));
    }
    m_caption->setText(facts.join(u", "_s));
    m_view->setName(name);
    m_previous->setVisible(count > 1);
    m_next->setVisible(count > 1);
    if (!isSame) {
        m_view->setText(text);
    }
}

bool RatingReader::prepare(const QString& text)
{
    return m_view->prepare(text);
}

void RatingReader::setMarkdown(bool isMarkdown)
{
    m_view->setMode(isMarkdown ? ResponseView::Mode::Markdown : ResponseView::Mode::Plain);
}

void RatingReader::scrollLines(int lines)
{
    m_view->scrollLines(lines);
}

QWidget* RatingReader::textWidget() const
{
    return m_view->area();
}

void RatingReader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    plumbline::drawFrame(painter, rect(),
                         {.fill = m_theme.color(Color::Surface),
                          .edge = m_theme.color(Color::Border),
                          .radius = metrics::kRadiusCard});
    const double y = m_view->geometry().top() - metrics::kSpace4 - 0.5;
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    painter.drawLine(QPointF(1, y), QPointF(width() - 1, y));
}

} // namespace plumbline
