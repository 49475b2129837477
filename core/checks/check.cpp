#include "core/checks/check.h"

#include "core/checks/labelchecks.h"
#include "core/checks/storechecks.h"
#include "core/checks/textchecks.h"
#include "core/checks/votechecks.h"
#include "core/store/interruption.h"
#include "core/store/session.h"

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A check that could not be completed, as a finding.
CheckFindings failure(const QString& id, const Error& error)
{
    Finding finding;
    finding.check = id;
    finding.reason = u"check.failed"_s;
    finding.severity = Severity::Error;
    finding.parts = {error.toString()};
    return {{finding}, 1};
}

} // namespace

const QList<Check>& allChecks()
{
    static const QList<Check> kChecks{
        {u"integrity"_s, checks::integrity},
        {u"counters"_s, checks::counters},
        {u"quotes"_s, checks::quotes},
        {u"empty_responses"_s, checks::emptyResponses},
        {u"duplicate_prompts"_s, checks::duplicatePrompts},
        {u"unknown_models"_s, checks::unknownModels},
        {u"gold"_s, checks::gold},
        {u"one_label"_s, checks::oneLabel},
        {u"one_label_annotator"_s, checks::oneLabelAnnotator},
        {u"opposite_votes"_s, checks::oppositeVotes},
        {u"judge_flips"_s, checks::judgeFlips},
        {u"leases"_s, checks::leases},
        {u"drafts"_s, checks::drafts},
    };
    return kChecks;
}

Result<QList<CheckOutcome>> runChecks(Session& session, const CheckOptions& options, const QStringList& ids,
                                      const std::function<void(int, int)>& progress)
{
    QList<Check> wanted;
    for (const Check& check : allChecks()) {
        if (ids.isEmpty() || ids.contains(check.id)) {
            wanted.append(check);
        }
    }
    for (const QString& id : ids) {
        const auto isIt = [&id](const Check& check) { return check.id == id; };
        if (std::none_of(wanted.cbegin(), wanted.cend(), isIt)) {
            return makeError(ErrorCode::NotFound, u"There is no check “%1”."_s.arg(id), u"check"_s);
        }
    }
    const Interruption interruption(session.db, options.isCancelled);
    QList<CheckOutcome> outcomes;
    for (const Check& check : std::as_const(wanted)) {
        Result<CheckFindings> found = check.run(session, options);
        if (!found && found.error().code == ErrorCode::Cancelled) {
            return found.error();
        }
        outcomes.append({check.id, found ? *found : failure(check.id, found.error())});
        if (progress) {
            progress(static_cast<int>(outcomes.size()), static_cast<int>(wanted.size()));
        }
    }
    return outcomes;
}

std::optional<Severity> worstSeverity(const QList<CheckOutcome>& outcomes)
{
    std::optional<Severity> worst;
    for (const CheckOutcome& outcome : outcomes) {
        for (const Finding& finding : outcome.found.findings) {
            worst = std::max(worst.value_or(finding.severity), finding.severity);
        }
    }
    return worst;
}

} // namespace plumbline
