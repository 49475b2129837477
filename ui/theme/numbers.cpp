#include "ui/theme/numbers.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QRectF>
#include <QStringList>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr char16_t kNarrowSpace = u'\u202F';
constexpr char16_t kMinus = u'\u2212';

QString grouped(const QString& digits)
{
    QString result = digits;
    for (qsizetype at = result.size() - 3; at > 0; at -= 3) {
        result.insert(at, QChar(kNarrowSpace));
    }
    return result;
}

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

/// Single digits, and whole runs of anything else, so that shaping and surrogate pairs stay intact.
QStringList runsOf(const QString& text)
{
    QStringList runs;
    bool isOpen = false;
    for (const QChar character : text) {
        if (isDigit(character) || !isOpen) {
            runs.append(QString(character));
        } else {
            runs.last().append(character);
        }
        isOpen = !isDigit(character);
    }
    return runs;
}

} // namespace

QString groupedNumber(qint64 value)
{
    QString digits = QString::number(value);
    if (value >= 0) {
        return grouped(digits);
    }
    QString result = grouped(digits.mid(1));
    result.prepend(QChar(kMinus));
    return result;
}

QString decimalNumber(double value, int decimals)
{
    const QString text = QString::number(std::abs(value), 'f', decimals);
    const qsizetype point = text.indexOf(u'.');
    QString result = point < 0 ? grouped(text) : grouped(text.left(point)) + text.mid(point);
    // A value that rounds to zero carries no sign.
    const bool isZero = text.count(u'0') + text.count(u'.') == text.size();
    if (value < 0 && !isZero) {
        result.prepend(QChar(kMinus));
    }
    return result;
}

QString percentText(double share, int decimals)
{
    return decimalNumber(share * 100.0, decimals) + u" %"_s;
}

double digitsWidth(const QString& text, const QFont& font)
{
    const QFontMetricsF metrics(font);
    const double cell = metrics.horizontalAdvance(u'0');
    double width = 0;
    for (const QString& run : runsOf(text)) {
        width += isDigit(run.front()) ? cell : metrics.horizontalAdvance(run);
    }
    return width;
}

void drawDigits(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const double cell = metrics.horizontalAdvance(u'0');
    const double width = digitsWidth(text, painter.font());
    double x = rect.left();
    if (alignment.testFlag(Qt::AlignRight)) {
        x = rect.right() - width;
    } else if (alignment.testFlag(Qt::AlignHCenter)) {
        x = rect.center().x() - width / 2;
    }
    double baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    if (alignment.testFlag(Qt::AlignTop)) {
        baseline = rect.top() + metrics.ascent();
    } else if (alignment.testFlag(Qt::AlignBottom)) {
        baseline = rect.bottom() - metrics.descent();
    }
    for (const QString& run : runsOf(text)) {
        const double own = metrics.horizontalAdvance(run);
        const double advance = isDigit(run.front()) ? cell : own;
        painter.drawText(QPointF(x + (advance - own) / 2, baseline), run);
        x += advance;
    }
}

} // namespace plumbline
