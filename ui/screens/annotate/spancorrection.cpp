#include "ui/screens/annotate/spancorrection.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/paintedbutton.h"
#include "ui/widgets/painting.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTextDocument>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineHeight = 40;
constexpr int kFieldPadding = 8;

} // namespace

/// "› Corrected text  starts from the response, kept as a diff …… X"
class SpanCorrection::FoldLine : public PaintedButton
{
public:
    FoldLine(const Theme& theme, ActionCollection& actions, QWidget* parent)
        : PaintedButton(theme, parent)
        , m_actions(actions)
    {
        setObjectName(u"spanCorrectionFold"_s);
        setFocusPolicy(Qt::TabFocus);
        setText(SpanCorrection::tr("Corrected text"));
        setAccessibleName(text());
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void setFacts(bool isUnfolded, const QString& facts)
    {
        m_isUnfolded = isUnfolded;
        m_facts = facts;
        setAccessibleDescription(facts);
        update();
    }
    [[nodiscard]] QSize sizeHint() const override { return {200, theme().scaled(kLineHeight)}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const bool isMirrored = isRightToLeft();
        const auto place = [&](double left, double width) {
            return QRectF(isMirrored ? this->width() - left - width : left, 0, width, height());
        };
        const Qt::Alignment side = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
        const QString chevron = m_isUnfolded ? u"down"_s : (isMirrored ? u"left"_s : u"right"_s);
        theme().drawIcon(painter, place(metrics::kSpace5, metrics::kIcon), chevron, metrics::kIconSmall,
                         theme().color(Color::Text2));
        const QFont head = theme().font(Text::Head);
        double left = metrics::kSpace5 + metrics::kIcon + metrics::kSpace3;
        const double name = textWidth(head, text()) + 1;
        drawLine(painter, place(left, name), head, theme().color(isHovered() ? Color::Text : Color::Text2),
                 text(), side);
        left += name + metrics::kSpace3;
        const QStringList keys = m_actions.keycapTexts(u"annotate.unfold"_s);
        const double keysWidth = keycapsWidth(theme(), keys);
        const double right = width() - metrics::kSpace5 - keysWidth;
        drawLine(painter, place(left, right - metrics::kSpace3 - left), theme().font(Text::Caption),
                 theme().color(Color::Text2), m_facts, side);
        paintKeycaps(painter, theme(), {isMirrored ? double(metrics::kSpace5) : right, height() / 2.0}, keys);
    }

private:
    ActionCollection& m_actions;
    QString m_facts;
    bool m_isUnfolded = false;
};

SpanCorrection::SpanCorrection(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_line(new FoldLine(theme, actions, this))
    , m_body(new QWidget(this))
    , m_field(new AnswerField(theme, actions, m_body))
    , m_reset(new KeyButton(theme, new QAction(tr("Reset"), this), KeyButton::Kind::Secondary, m_body))
{
    setObjectName(u"spanCorrection"_s);
    m_field->setObjectName(u"spanCorrectionText"_s);
    m_field->setAccessibleName(tr("Corrected text"));
    m_field->setMinimumHeight(96);
    m_field->setFrameShape(QFrame::NoFrame);
    m_field->setStyleSheet(u"QPlainTextEdit { border: none; background: transparent; padding: 0; }"_s);
    m_field->viewport()->setAutoFillBackground(false);
    m_field->document()->setDocumentMargin(0);
    m_field->installEventFilter(this);
    m_reset->setObjectName(u"spanCorrectionReset"_s);
    m_reset->setAccessibleName(tr("Reset the corrected text to the response"));
    m_reset->setToolTip(tr("Brings the response back as it was"));
    auto* body = new QHBoxLayout(m_body);
    body->setContentsMargins(metrics::kSpace5 + kFieldPadding, kFieldPadding, metrics::kSpace5,
                             metrics::kSpace4 + kFieldPadding);
    body->setSpacing(metrics::kSpace3 + kFieldPadding);
    body->addWidget(m_field, 1);
    body->addWidget(m_reset, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 1, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_line);
    layout->addWidget(m_body, 1);
    m_body->hide();
    connect(m_line, &QAbstractButton::clicked, this, &SpanCorrection::foldToggled);
    connect(m_field, &AnswerField::textEdited, this, [this] {
        const QString typed = text();
        showFacts();
        Q_EMIT textTyped(typed);
    });
    connect(m_reset, &QAbstractButton::clicked, this, [this] {
        showText(m_original, m_original);
        Q_EMIT textTyped(m_original);
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

SpanCorrection::~SpanCorrection() = default;

void SpanCorrection::showText(const QString& original, const QString& corrected)
{
    m_original = original;
    if (text() != corrected || m_given.isNull()) {
        m_field->showText(corrected);
        m_given = corrected;
        m_givenRaw = m_field->document()->toRawText();
    }
    showFacts();
}

QString SpanCorrection::text() const
{
    QString raw = m_field->document()->toRawText();
    if (raw == m_givenRaw) {
        return m_given;
    }
    // A field parts paragraphs in its own way; what is typed gets the line ends of the response.
    const QString lineEnd = m_original.contains("\r\n"_L1) ? u"\r\n"_s : u"\n"_s;
    return raw.replace(QChar::ParagraphSeparator, lineEnd);
}

void SpanCorrection::showFacts()
{
    const bool isChanged = text() != m_original;
    m_line->setFacts(m_isUnfolded, isChanged ? tr("changed, kept as a diff")
                                             : tr("starts from the response, kept as a diff"));
    m_reset->setEnabled(isChanged);
}

void SpanCorrection::setUnfolded(bool isUnfolded)
{
    m_isUnfolded = isUnfolded;
    m_body->setVisible(isUnfolded);
    showFacts();
}

void SpanCorrection::startTyping()
{
    setUnfolded(true);
    m_field->setFocus(Qt::ShortcutFocusReason);
}

bool SpanCorrection::isTyping() const
{
    return m_field->hasFocus();
}

void SpanCorrection::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    painter.drawLine(QPointF(0, 0.5), QPointF(width(), 0.5));
    if (m_isUnfolded) {
        const QRect field = m_field->geometry().translated(m_body->pos());
        const bool hasFocus = m_field->hasFocus();
        drawFrame(painter, field.adjusted(-kFieldPadding, -kFieldPadding, kFieldPadding, kFieldPadding),
                  {.fill = m_theme.color(Color::Surface),
                   .edge = m_theme.color(hasFocus ? Color::Focus : Color::Control),
                   .width = hasFocus ? metrics::kStrokeFocus : metrics::kStrokeHair,
                   .radius = metrics::kRadiusControl});
    }
}

bool SpanCorrection::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace plumbline
