#include "ui/screens/annotate/ratinggrid.h"

#include <QJsonObject>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kPendingRationales = "rationales"_L1;
constexpr int kDigits = 10;
constexpr int kLetters = 26;

void insertSorted(QList<Rating>& ratings, const Rating& rating)
{
    const auto place = std::find_if(ratings.begin(), ratings.end(), [&](const Rating& other) {
        return other.response == rating.response && other.aspect == rating.aspect;
    });
    if (place != ratings.end()) {
        *place = rating;
    } else {
        ratings.append(rating);
    }
}

QString takePending(AnnotationContent& content, const QString& key)
{
    QJsonObject pending = content.extra.value(kPendingRationales).toObject();
    const QString text = pending.take(key).toString();
    if (pending.isEmpty()) {
        content.extra.remove(kPendingRationales);
    } else {
        content.extra.insert(kPendingRationales, pending);
    }
    return text;
}

void putPending(AnnotationContent& content, const QString& key, const QString& text)
{
    QJsonObject pending = content.extra.value(kPendingRationales).toObject();
    pending.insert(key, text);
    content.extra.insert(kPendingRationales, pending);
}

} // namespace

RatingGrid::RatingGrid(const SchemaDefinition& schema, const QList<ResponseIndex>& shownOrder,
                       int responseCount)
    : m_order(shownOrder)
    , m_aspects(schema.aspects)
{
    if (m_order.size() != responseCount) {
        m_order.clear();
        for (int response = 0; response < responseCount; ++response) {
            m_order.append(response);
        }
    }
}

int RatingGrid::columnOf(const QString& aspect) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (m_aspects.at(column).id == aspect) {
            return column;
        }
    }
    return -1;
}

QString RatingGrid::mark(int row)
{
    return row < kLetters ? QString(QChar(static_cast<char16_t>(u'A' + std::max(0, row))))
                          : QString::number(row + 1);
}

bool RatingGrid::setCursor(RatingCell cell)
{
    if (isEmpty()) {
        return false;
    }
    const RatingCell bounded{std::clamp(cell.row, 0, rowCount() - 1),
                             std::clamp(cell.column, 0, columnCount() - 1)};
    const bool isElsewhere = bounded != m_cursor;
    m_cursor = bounded;
    return isElsewhere;
}

bool RatingGrid::move(int rows, int columns)
{
    return setCursor({m_cursor.row + rows, m_cursor.column + columns});
}

const Rating* RatingGrid::ratingAt(const AnnotationContent& content, RatingCell cell) const
{
    return content.findRating(responseAt(cell.row), aspectAt(cell.column).id);
}

bool RatingGrid::isOpen(const AnnotationContent& content, RatingCell cell) const
{
    const Rating* rating = ratingAt(content, cell);
    return rating == nullptr || (!rating->value && !aspectAt(cell.column).allowsNotApplicable);
}

int RatingGrid::openCount(const AnnotationContent& content) const
{
    int open = 0;
    for (int column = 0; column < columnCount(); ++column) {
        for (int row = 0; row < rowCount() && aspectAt(column).isRequired; ++row) {
            open += isOpen(content, {row, column}) ? 1 : 0;
        }
    }
    return open;
}

bool RatingGrid::zeroIsPoint(const Aspect& aspect)
{
    return isLongScale(aspect) || valueOfDigit(aspect, 0).has_value();
}

bool RatingGrid::isLongScale(const Aspect& aspect)
{
    return aspect.points.size() > kDigits;
}

std::optional<int> RatingGrid::valueOfDigit(const Aspect& aspect, int digit)
{
    if (aspect.points.isEmpty() || isLongScale(aspect)) {
        return std::nullopt;
    }
    if (aspect.minimum() >= 0 && aspect.maximum() < kDigits) {
        return digit >= aspect.minimum() && digit <= aspect.maximum() ? std::optional(digit) : std::nullopt;
    }
    // A scale from 1 to 10, or one that starts elsewhere: digits count its points, and 0 is the tenth.
    const int place = digit == 0 ? kDigits : digit;
    return place <= aspect.points.size() ? std::optional(aspect.minimum() + place - 1) : std::nullopt;
}

QString RatingGrid::keyOfValue(const Aspect& aspect, int value)
{
    for (int digit = 0; digit < kDigits; ++digit) {
        if (valueOfDigit(aspect, digit) == value) {
            return QString::number(digit);
        }
    }
    return {};
}

QString RatingGrid::pendingKey(RatingCell cell) const
{
    return u"%1/%2"_s.arg(responseAt(cell.row)).arg(aspectAt(cell.column).id);
}

AnnotationContent RatingGrid::rated(const AnnotationContent& content, RatingCell cell,
                                    std::optional<double> value) const
{
    AnnotationContent after = content;
    Rating rating;
    rating.response = responseAt(cell.row);
    rating.aspect = aspectAt(cell.column).id;
    const Rating* before = ratingAt(content, cell);
    rating.rationale = before != nullptr ? before->rationale : takePending(after, pendingKey(cell));
    rating.value = value;
    insertSorted(after.ratings, rating);
    return after;
}

AnnotationContent RatingGrid::cleared(const AnnotationContent& content, RatingCell cell) const
{
    const Rating* rating = ratingAt(content, cell);
    if (rating == nullptr) {
        return content;
    }
    AnnotationContent after = content;
    if (!rating->rationale.isEmpty()) {
        putPending(after, pendingKey(cell), rating->rationale);
    }
    after.ratings.removeAll(*rating);
    return after;
}

QString RatingGrid::rationale(const AnnotationContent& content, RatingCell cell) const
{
    const Rating* rating = ratingAt(content, cell);
    return rating != nullptr
               ? rating->rationale
               : content.extra.value(kPendingRationales).toObject().value(pendingKey(cell)).toString();
}

AnnotationContent RatingGrid::withRationale(const AnnotationContent& content, RatingCell cell,
                                            const QString& text) const
{
    AnnotationContent after = content;
    const Rating* rating = ratingAt(content, cell);
    if (rating != nullptr) {
        Rating changed = *rating;
        changed.rationale = text;
        insertSorted(after.ratings, changed);
        return after;
    }
    takePending(after, pendingKey(cell));
    if (!text.isEmpty()) {
        putPending(after, pendingKey(cell), text);
    }
    return after;
}

int RatingGrid::rationaleCount(const AnnotationContent& content, int row) const
{
    int count = 0;
    for (int column = 0; column < columnCount(); ++column) {
        count += rationale(content, {row, column}).isEmpty() ? 0 : 1;
    }
    return count;
}

std::optional<RatingCell> RatingGrid::nextOpen(const AnnotationContent& content, RatingCell from) const
{
    for (int step = 0; step < columnCount(); ++step) {
        const int column = (from.column + step) % columnCount();
        const int firstRow = step == 0 ? from.row + 1 : 0;
        for (int offset = 0; offset < rowCount(); ++offset) {
            const RatingCell cell{(firstRow + offset) % rowCount(), column};
            if (cell != from && isOpen(content, cell)) {
                return cell;
            }
        }
    }
    return std::nullopt;
}

} // namespace plumbline
