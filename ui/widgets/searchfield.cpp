#include "ui/widgets/searchfield.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kIconLeft = 10;
constexpr int kTextGap = 6;
constexpr int kCapsRight = 7;

} // namespace

SearchField::SearchField(const Theme& theme, const QString& placeholder, const QStringList& keys,
                         QWidget* parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_keys(keys)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    applyMargins();
    connect(this, &QLineEdit::textChanged, this, &SearchField::applyMargins);
    connect(&theme, &Theme::changed, this, &SearchField::applyMargins);
}

void SearchField::setKeys(const QStringList& keys)
{
    m_keys = keys;
    applyMargins();
}

void SearchField::applyMargins()
{
    const bool hasCaps = text().isEmpty() && !m_keys.isEmpty();
    const int right = hasCaps ? static_cast<int>(std::ceil(keycapsWidth(m_theme, m_keys))) : 0;
    // The field's own padding already keeps 10 px free at each side.
    setTextMargins(metrics::kIconSmall + kTextGap, 0, right, 0);
    update();
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    m_theme.drawIcon(painter, QRectF(kIconLeft, 0, metrics::kIconSmall, height()), u"search"_s,
                     metrics::kIconSmall, m_theme.color(Color::Text2));
    if (text().isEmpty() && !m_keys.isEmpty()) {
        const double caps = keycapsWidth(m_theme, m_keys);
        paintKeycaps(painter, m_theme, QPointF(width() - kCapsRight - caps, height() / 2.0), m_keys);
    }
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        clear();
        Q_EMIT left();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace plumbline
