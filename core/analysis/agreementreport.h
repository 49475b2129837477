#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/pairedagreement.h"
#include "core/analysis/questionlabels.h"
#include "core/stats/consistency.h"
#include "core/stats/krippendorff.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// How agreement is computed.
struct AgreementOptions
{
    /// Of the headline and the breakdown; nothing: nominal for preferences and spans, ordinal for ratings.
    std::optional<stats::AlphaLevel> level{};
    int resamples = 1000; ///< of the bootstrap over units; 0: no intervals of α
    std::uint64_t seed = 1;
    double confidence = stats::kDefaultConfidence;
    /// Leaves out what takes long: the intervals of α, and means over pairs of annotators.
    bool isQuick = false;

    bool operator==(const AgreementOptions&) const = default;
};

/// A coefficient of agreement. Those of two annotators are means over all pairs (Light 1971) where there are
/// more.
enum class AgreementMeasure : std::uint8_t {
    Percent,
    AlphaNominal,
    AlphaOrdinal,
    AlphaInterval,
    AlphaRatio,
    CohenKappa,
    CohenLinear,
    CohenQuadratic,
    ScottPi,
    FleissKappa,
    RandolphKappa,
    GwetAc1,
    GwetAc2,        ///< quadratic weights
    IccOneWay,      ///< ICC(1, 1)
    IccAgreement,   ///< ICC(2, 1)
    IccConsistency, ///< ICC(3, 1)
    IccOfMean,      ///< ICC(1, k): of the mean of all who rated
    KendallW,
    Pearson,
    Spearman,
    KendallTau,
    SpanAlpha,
    SpanIou,
    SpanCharactersF1,
    SpanOverlapF1,
    SpanExactF1,
};

struct AgreementCoefficient
{
    AgreementMeasure measure = AgreementMeasure::Percent;
    stats::Estimate value;
    std::int64_t units = 0;      ///< it rests on
    std::int64_t annotators = 0; ///< it rests on; pairs of annotators where it is a mean over these
    bool isOverPairs = false;    ///< a mean over pairs of annotators
};

enum class AgreementSliceKind : std::uint8_t { Category, Turn, Batch, SpanCategory };

/// α of a part of the labels.
struct AgreementSlice
{
    AgreementSliceKind kind = AgreementSliceKind::Category;
    QString name; ///< of the category or batch; "" without one; a turn's number
    int turn = 0;
    stats::Estimate alpha;
    std::int64_t units = 0;  ///< with two labels or more
    std::int64_t labels = 0; ///< on these; for spans texts times readers
    stats::Estimate iou;     ///< spans: mean over pairs of annotators
    stats::Estimate charactersF1;
    stats::Estimate exactF1;
};

/// One line of people among themselves beside judges against people.
struct AgreementSide
{
    QString judge;                        ///< name; "" for people among themselves
    std::optional<AnnotatorId> annotator; ///< of a judge
    PairedAgreement agreement;
    std::int64_t labels = 0; ///< of the judge, or of people
};

/// How often one label of a unit has one value and another label another value.
struct ValuePairs
{
    QString judge;                    ///< columns are this judge's; "": another person's
    std::vector<std::int64_t> counts; ///< values × values; row: one person's value

    [[nodiscard]] std::int64_t at(std::int32_t row, std::int32_t column, std::int32_t values) const
    {
        return counts[static_cast<std::size_t>(row) * static_cast<std::size_t>(values) +
                      static_cast<std::size_t>(column)];
    }
};

/// Can these labels be trusted: do those who judged the same say the same? Labels that were given with a
/// judge's answer in view are left out.
struct AgreementReport
{
    LabelFilter filter;
    AgreementOptions options;
    std::vector<Question> questions; ///< to choose from, the one with most labels first
    std::optional<Question> question;
    QString undefined; ///< why nothing at all can be said; else empty
    LabelUnits unitKind = LabelUnits::Pairs;
    QStringList values; ///< "a", "tie", "b"(, "both_bad"), or the points of the scale
    std::int64_t labels = 0;
    std::int64_t units = 0;
    std::int64_t sharedUnits = 0; ///< with two labels or more
    std::int64_t annotators = 0;
    stats::AlphaLevel level = stats::AlphaLevel::Nominal; ///< of the headline
    stats::Alpha alpha;                                   ///< the headline, with its interval
    std::vector<AgreementCoefficient> coefficients;
    std::vector<AgreementSlice> slices; ///< by kind, then name
    std::vector<AgreementSide> sides;   ///< people, then judges by number of labels
    std::vector<ValuePairs> confusions; ///< those who count among themselves, then people against each judge

    [[nodiscard]] const AgreementCoefficient* find(AgreementMeasure measure) const;
};

/// `filter.kind` and `aspect` choose the question; `by` says who counts, and for `sides` and the judges'
/// confusions is not looked at. Cancelled it gives an empty report.
[[nodiscard]] AgreementReport agreementReport(const LabelTable& table, const LabelFilter& filter,
                                              const AgreementOptions& options = {},
                                              const std::function<bool()>& isCancelled = {});

/// A quick report with what it leaves out taken from an earlier complete one of the same question: shown
/// until the complete one is there. Numbers that the earlier report has not stay without intervals.
[[nodiscard]] AgreementReport completedFrom(const AgreementReport& quick, const AgreementReport& earlier);

/// How many annotators a matrix shows at most.
inline constexpr std::size_t kMostInMatrix = 200;

struct MatrixPerson
{
    QString name;
    AnnotatorId id;
    AnnotatorKind kind = AnnotatorKind::Human;
    std::int64_t labels = 0;
};

struct MatrixCell
{
    stats::Estimate kappa;  ///< Cohen's; of spans the share of marked characters that both marked
    std::int64_t units = 0; ///< both labelled; 0: nothing to compare
    std::int64_t agreed = 0;
};

/// Agreement between every two annotators.
struct AgreementMatrix
{
    std::optional<Question> question;
    std::vector<MatrixPerson> people; ///< by kind, then number of labels, falling
    std::vector<MatrixCell> cells;    ///< people × people; the diagonal is empty
    std::int64_t left = 0;            ///< annotators that are not shown: those with fewest labels
    stats::Estimate mean;             ///< over pairs with a κ
    std::int64_t pairs = 0;           ///< that share a unit
    QString undefined;

    [[nodiscard]] const MatrixCell& at(std::size_t row, std::size_t column) const
    {
        return cells[row * people.size() + column];
    }
};
[[nodiscard]] AgreementMatrix agreementMatrix(const LabelTable& table, const LabelFilter& filter,
                                              const std::function<bool()>& isCancelled = {});

/// Do ratings and direct comparisons of the same answers say the same?
struct ProtocolConsistency
{
    stats::RatingRankingConsistency result;
    QString ratingAspect;
    /// Those who count gave nothing to compare, so everybody's labels are taken.
    bool isEverybody = false;
    QString undefined; ///< why there is nothing to compare; else empty
};
[[nodiscard]] ProtocolConsistency protocolConsistency(const LabelTable& table, const LabelFilter& filter,
                                                      double confidence = stats::kDefaultConfidence);

} // namespace plumbline
