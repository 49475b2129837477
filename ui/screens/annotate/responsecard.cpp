#include "ui/screens/annotate/responsecard.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGutter = 62;
constexpr int kTieHeight = 30;
constexpr int kSide = 16;
constexpr int kTop = 14;
constexpr int kHandle = 28; ///< the handle and the gap after it
constexpr int kBadge = 22;
constexpr int kBadgeLowest = 64; ///< below the top of the text
constexpr int kFooter = 26;
constexpr int kTurnLine = 24;
/// Of an earlier turn, enough for its one line.
constexpr qsizetype kLinePreview = 300;

QAccessibleInterface* makeAccessible(const QString& className, QObject* object)
{
    if (className == "plumbline::ResponseCard"_L1) {
        return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::ListItem);
    }
    return nullptr;
}

void installAccessible()
{
    [[maybe_unused]] static const bool s_isInstalled = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
}

} // namespace

ResponseCard::ResponseCard(const Theme& theme, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    installAccessible();
    setObjectName(name);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        m_text.drop();
        m_turns.clear();
        relayout();
    });
}

void ResponseCard::relayout()
{
    updateGeometry();
    update();
}

void ResponseCard::setResponse(const QString& letter, const QString& title, const Response& response,
                               bool isMarkdown)
{
    m_letter = letter;
    m_title = title;
    m_response = response;
    m_editedText.reset();
    m_isMarkdown = isMarkdown;
    m_isUnfolded = false;
    m_marks.clear();
    m_turns.clear();
    setAccessibleName(title);
    relayout();
}

void ResponseCard::setEditedText(const std::optional<QString>& text)
{
    if (m_editedText != text) {
        m_editedText = text;
        relayout();
    }
}

void ResponseCard::setState(const State& state)
{
    if (m_state == state) {
        return;
    }
    const bool isSameSize = m_state.tie.isEmpty() == state.tie.isEmpty() &&
                            m_state.footer.isEmpty() == state.footer.isEmpty() &&
                            m_state.hasGutter == state.hasGutter && m_state.hasHandle == state.hasHandle;
    m_state = state;
    setAccessibleName(state.spoken.isEmpty() ? m_title : tr("%1, %2").arg(m_title, state.spoken));
    setAccessibleDescription(shownText());
    setCursor(state.hasHandle ? Qt::OpenHandCursor : Qt::ArrowCursor);
    if (isSameSize) {
        update();
    } else {
        relayout();
    }
}

void ResponseCard::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    relayout();
}

void ResponseCard::setMarks(const QList<TextHighlight>& marks)
{
    if (m_marks != marks) {
        m_marks = marks;
        relayout();
    }
}

void ResponseCard::setFoldedLines(int lines)
{
    m_foldedLines = lines;
    relayout();
}

void ResponseCard::setUnfolded(bool isUnfolded)
{
    m_isUnfolded = isUnfolded;
    relayout();
}

bool ResponseCard::canFold() const
{
    layOut(width());
    return m_isUnfolded || m_text.isCut() || m_response.turns.size() > 1;
}

void ResponseCard::setUnfoldKeys(const QStringList& keys)
{
    m_unfoldKeys = keys;
    update();
}

QString ResponseCard::shownText() const
{
    return m_editedText.value_or(m_response.turns.isEmpty() ? QString() : m_response.text());
}

// ---- geometry

QRectF ResponseCard::frameAt(int width) const
{
    const double gutter = m_state.hasGutter ? m_theme.scaled(kGutter) : 0;
    const double top = m_state.tie.isEmpty() ? 0 : m_theme.scaled(kTieHeight);
    const double left = isRightToLeft() ? 0 : gutter;
    return {left, top, width - gutter, std::max(0.0, height() - top)};
}

QRect ResponseCard::frameRect() const
{
    return frameAt(width()).toRect();
}

double ResponseCard::textLeft() const
{
    return kSide + (m_state.hasHandle ? kHandle : 0) + m_theme.scaled(kBadge) + metrics::kSpace4;
}

double ResponseCard::textWidthAt(int width) const
{
    const double room = frameAt(width).width() - textLeft() - kSide;
    return std::max(40.0, std::min<double>(metrics::kResponseTextMax, room));
}

bool ResponseCard::hasFooter() const
{
    return !m_state.footer.isEmpty() || m_isUnfolded || m_text.isCut() || m_response.turns.size() > 1;
}

double ResponseCard::turnsHeight() const
{
    const auto earlier = static_cast<double>(std::max<qsizetype>(0, m_response.turns.size() - 1));
    double height = 0;
    for (const CardText& turn : m_turns) {
        height += turn.height() + metrics::kSpace3;
    }
    // Each turn has its line, and the judged one too.
    return earlier > 0 ? height + (earlier + 1) * m_theme.scaled(kTurnLine) : 0;
}

void ResponseCard::layOut(int width) const
{
    const double room = textWidthAt(width);
    const int lines = m_isUnfolded ? 0 : m_foldedLines;
    m_text.layOut({shownText(), m_isMarkdown, room, lines, m_marks}, m_theme);
    const qsizetype earlier = m_isUnfolded ? m_response.turns.size() - 1 : 0;
    m_turns.resize(static_cast<std::size_t>(std::max<qsizetype>(0, earlier)));
    for (std::size_t turn = 0; turn < m_turns.size(); ++turn) {
        m_turns[turn].layOut({m_response.turns.at(static_cast<qsizetype>(turn)), m_isMarkdown, room, 0, {}},
                             m_theme);
    }
}

int ResponseCard::heightForWidth(int width) const
{
    layOut(width);
    const double top = m_state.tie.isEmpty() ? 0 : m_theme.scaled(kTieHeight);
    const double body = std::max<double>(m_text.height(), m_theme.scaled(kBadge));
    const double footer = hasFooter() ? m_theme.scaled(kFooter) : 0;
    return static_cast<int>(std::ceil(top + 2 * kTop + turnsHeight() + body + footer));
}

QSize ResponseCard::sizeHint() const
{
    const int width = std::max(this->width(), m_theme.scaled(320));
    return {width, heightForWidth(width)};
}

QSize ResponseCard::minimumSizeHint() const
{
    return {m_theme.scaled(160), m_theme.scaled(kBadge) + 2 * kTop};
}

QRectF ResponseCard::unfoldRect() const
{
    if (!canFold()) {
        return {};
    }
    const QRectF frame = frameAt(width());
    const QString text = m_isUnfolded ? tr("Fold") : tr("Unfold");
    const double wide = textWidth(m_theme.font(Text::Button), text) + metrics::kSpace3 +
                        keycapsWidth(m_theme, m_unfoldKeys) + metrics::kSpace3;
    const double high = m_theme.scaled(metrics::kTouchMin);
    const double left = isRightToLeft() ? frame.right() - textLeft() - wide : frame.left() + textLeft();
    return {left, frame.bottom() - high - metrics::kSpace3, wide, high};
}

// ---- painting

void ResponseCard::paintEvent(QPaintEvent*)
{
    layOut(width());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = frameAt(width());
    plumbline::drawFrame(painter, frame,
                         {m_theme.color(Color::Surface),
                          m_theme.color(m_state.isSelected ? Color::Accent : Color::Border),
                          m_state.isSelected ? metrics::kStrokeFocus : metrics::kStrokeHair,
                          metrics::kRadiusCard, m_isDragging});
    paintGutter(painter);
    paintBadge(painter, frame);
    const double left =
        isRightToLeft() ? frame.right() - textLeft() - textWidthAt(width()) : frame.left() + textLeft();
    QPointF at(left, frame.top() + kTop);
    paintTurns(painter, at);
    m_text.paint(painter, at, m_theme.color(Color::Text));
    paintNote(painter, frame);
    paintFooter(painter);
}

double ResponseCard::badgeTop() const
{
    // In the middle of what is short, near the top of what is long.
    const QRectF frame = frameAt(width());
    return std::min(frame.center().y() - m_theme.scaled(kBadge) / 2.0, frame.top() + kTop + kBadgeLowest);
}

void ResponseCard::paintGutter(QPainter& painter) const
{
    const QRectF frame = frameAt(width());
    if (m_state.hasGutter) {
        const double wide = m_theme.scaled(kGutter);
        const QRectF gutter(isRightToLeft() ? frame.right() : 0, badgeTop(), wide - metrics::kSpace3,
                            m_theme.scaled(kBadge));
        const bool isPlaced = m_state.gutter != u"–"_s;
        drawLine(painter, gutter, m_theme.font(isPlaced ? Text::Empty : Text::Body),
                 m_theme.color(isPlaced ? Color::Text : Color::Text2), m_state.gutter, Qt::AlignHCenter);
    }
    if (!m_state.tie.isEmpty()) {
        const double high = m_theme.scaled(kTieHeight);
        const double side = m_theme.scaled(20);
        const bool isMirrored = isRightToLeft();
        const double x = isMirrored ? frame.right() - kSide - side : frame.left() + kSide;
        const QRectF sign(x, (high - side) / 2, side, side);
        plumbline::drawFrame(
            painter, sign,
            {m_theme.color(Color::Surface), m_theme.color(Color::Control), 1.0, side / 2, false});
        drawLine(painter, sign, m_theme.font(Text::Head), m_theme.color(Color::Text), u"="_s,
                 Qt::AlignHCenter);
        const QRectF words = isMirrored ? QRectF(0, 0, x - metrics::kSpace4, high)
                                        : QRectF(sign.right() + metrics::kSpace4, 0,
                                                 frame.right() - sign.right() - metrics::kSpace4, high);
        drawLine(painter, words, m_theme.font(Text::Caption), m_theme.color(Color::Text2), m_state.tie,
                 isMirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
}

void ResponseCard::paintBadge(QPainter& painter, const QRectF& frame) const
{
    const double side = m_theme.scaled(kBadge);
    const double before = kSide + (m_state.hasHandle ? kHandle : 0);
    const bool isMirrored = isRightToLeft();
    const double y = badgeTop();
    const QRectF badge(isMirrored ? frame.right() - before - side : frame.left() + before, std::round(y),
                       side, side);
    if (m_state.hasHandle) {
        const double x = isMirrored ? frame.right() - kSide - metrics::kIcon : frame.left() + kSide;
        m_theme.drawIcon(painter, {x, badge.top(), metrics::kIcon, badge.height()}, u"drag"_s, metrics::kIcon,
                         m_theme.color(Color::Text2));
    }
    const bool isFilled = m_state.isChosen;
    plumbline::drawFrame(painter, badge,
                         {m_theme.color(isFilled ? Color::AccentFill : Color::Surface),
                          m_theme.color(isFilled ? Color::AccentFill : Color::Control), 1.0,
                          metrics::kRadiusKey, false});
    drawLine(painter, badge, m_theme.font(Text::Head),
             m_theme.color(isFilled ? Color::OnAccent : Color::Text), m_letter, Qt::AlignHCenter);
}

void ResponseCard::paintTurns(QPainter& painter, QPointF& at) const
{
    const qsizetype earlier = m_response.turns.size() - 1;
    const double line = m_theme.scaled(kTurnLine);
    const double room = textWidthAt(width());
    for (qsizetype turn = 0; turn <= earlier && earlier > 0; ++turn) {
        const QString name = turn == earlier ? tr("Turn %1 answer, you judge this one").arg(turn + 1)
                                             : tr("Turn %1 answer").arg(turn + 1);
        const double wide = textWidth(m_theme.font(Text::Head), name) + 1;
        drawLine(painter, {at.x(), at.y(), wide, line}, m_theme.font(Text::Head), m_theme.color(Color::Text2),
                 name);
        if (turn < earlier && !m_isUnfolded) {
            drawLine(painter,
                     {at.x() + wide + metrics::kSpace3, at.y(), room - wide - metrics::kSpace3, line},
                     m_theme.font(Text::Caption), m_theme.color(Color::Text2),
                     m_response.turns.at(turn).left(kLinePreview).simplified());
        }
        at.ry() += line;
        if (turn < static_cast<qsizetype>(m_turns.size())) {
            const CardText& text = m_turns[static_cast<std::size_t>(turn)];
            text.paint(painter, at, m_theme.color(Color::Text2));
            at.ry() += text.height() + metrics::kSpace3;
        }
    }
}

void ResponseCard::paintNote(QPainter& painter, const QRectF& frame) const
{
    if (m_state.note.isEmpty() && m_state.keys.isEmpty()) {
        return;
    }
    const QFont font = m_theme.font(Text::Caption);
    const double words = m_state.note.isEmpty() ? 0 : textWidth(font, m_state.note) + metrics::kSpace3;
    double caps = 0;
    for (const QString& key : m_state.keys) {
        caps += keycapsWidth(m_theme, {key}) + metrics::kSpace2;
    }
    const double room = frame.width() - textLeft() - textWidthAt(width()) - 2 * kSide;
    if (words + caps > room) {
        return; // the bar below names the keys too
    }
    double x = isRightToLeft() ? frame.left() + kSide : frame.right() - kSide - words - caps;
    drawLine(painter, {x, frame.top(), words, frame.height()}, font, m_theme.color(Color::Text2),
             m_state.note);
    x += words;
    for (const QString& key : m_state.keys) {
        x += paintKeycaps(painter, m_theme, {x, frame.center().y()}, {key}) + metrics::kSpace2;
    }
}

void ResponseCard::paintFooter(QPainter& painter) const
{
    const QRectF frame = frameAt(width());
    const QRectF unfold = unfoldRect();
    const bool isMirrored = isRightToLeft();
    const double high = m_theme.scaled(metrics::kTouchMin);
    double x = frame.left() + textLeft();
    if (!unfold.isEmpty()) {
        const QString text = m_isUnfolded ? tr("Fold") : tr("Unfold");
        const QFont font = m_theme.font(Text::Button);
        const double wide = textWidth(font, text);
        drawLine(painter, {unfold.left(), unfold.top(), wide, high}, font, m_theme.color(Color::Text2), text);
        if (m_state.isSelected) { // the key acts on the selected card, a click on any
            paintKeycaps(painter, m_theme, {unfold.left() + wide + metrics::kSpace3, unfold.center().y()},
                         m_unfoldKeys);
        }
        x = unfold.right() + metrics::kSpace4;
    }
    if (!m_state.footer.isEmpty()) {
        const double top = frame.bottom() - high - metrics::kSpace3;
        const QRectF words =
            isMirrored ? QRectF(frame.left() + kSide, top, unfold.left() - frame.left() - kSide, high)
                       : QRectF(x, top, frame.right() - kSide - x, high);
        drawLine(painter, words, m_theme.font(Text::Caption), m_theme.color(Color::Text2), m_state.footer,
                 isMirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
}

// ---- input

void ResponseCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    if (unfoldRect().contains(event->position())) {
        Q_EMIT unfoldRequested();
        return;
    }
    m_isPressed = true;
    m_pressedAt = event->pos();
    Q_EMIT picked();
}

void ResponseCard::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPressed || !m_state.hasHandle) {
        return;
    }
    if (!m_isDragging && (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance()) {
        return;
    }
    m_isDragging = true;
    setCursor(Qt::ClosedHandCursor);
    update();
    Q_EMIT dragged(event->globalPosition().toPoint());
}

void ResponseCard::mouseReleaseEvent(QMouseEvent* event)
{
    const bool wasDragging = m_isDragging;
    m_isPressed = false;
    m_isDragging = false;
    if (wasDragging) {
        setCursor(m_state.hasHandle ? Qt::OpenHandCursor : Qt::ArrowCursor);
        update();
        Q_EMIT dropped(event->globalPosition().toPoint());
    }
}

void ResponseCard::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    Q_EMIT picked();
}

} // namespace plumbline
