#include "core/judge/templatefields.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

const QList<StepFields>& allStepFields()
{
    // One line for each step. A conditional part counts as using its field.
    static const QList<StepFields> kSteps = {
        {JudgeProtocol::Pairwise,
         {},
         {u"answer_a"_s, u"answer_b"_s},
         {u"label_a"_s, u"label_b"_s, u"label_tie"_s, u"tie"_s, u"token"_s, u"explain"_s}},
        {JudgeProtocol::PairwiseScale,
         {},
         {u"answer_a"_s, u"answer_b"_s, u"aspects"_s},
         {u"points"_s, u"example"_s, u"tie"_s, u"reasons"_s, u"confidences"_s}},
        {JudgeProtocol::Pointwise, {}, {u"answer"_s}, {u"aspect"_s, u"minimum"_s, u"maximum"_s}},
        {JudgeProtocol::MultiAspect,
         u"aspect"_s,
         {u"aspect"_s, u"rubric"_s, u"texts"_s},
         {u"types"_s, u"count"_s, u"na"_s}},
        {JudgeProtocol::MultiAspect, u"overall"_s, {u"answer"_s}, {}},
        {JudgeProtocol::JudgeLm, {}, {u"answer_1"_s, u"answer_2"_s}, {u"fast"_s}},
        {JudgeProtocol::JudgeLm, u"multi"_s, {u"answers"_s}, {u"count"_s, u"fast"_s}},
        {JudgeProtocol::JudgeLm, u"single"_s, {u"answer_1"_s, u"answer_2"_s}, {u"fast"_s}},
        {JudgeProtocol::Pc2, u"criteria"_s, {u"answers"_s}, {u"count"_s}},
        {JudgeProtocol::Pc2, u"baseline"_s, {u"criteria"_s, u"answer"_s, u"scale"_s}, {}},
        {JudgeProtocol::Pc2,
         u"score"_s,
         {u"criteria"_s, u"baseline"_s, u"baseline_evaluation"_s, u"answer"_s, u"scale"_s},
         {}},
        {JudgeProtocol::Critique, {}, {u"answer"_s}, {u"reasons"_s}},
        {JudgeProtocol::Refine, u"critique"_s, {u"answer"_s}, {}},
        {JudgeProtocol::Refine, u"refine"_s, {u"answer"_s, u"critique"_s}, {}},
        {JudgeProtocol::Refine, u"ask"_s, {u"answer"_s, u"critique"_s, u"refinements"_s}, {u"count"_s}},
        {JudgeProtocol::Refine, u"check1"_s, {u"answer"_s, u"critique"_s, u"refinement"_s}, {}},
        {JudgeProtocol::Refine, u"check2"_s, {u"answer"_s, u"critique"_s, u"refinement"_s}, {}},
        {JudgeProtocol::Refine, u"check3"_s, {u"answer"_s, u"critique"_s, u"refinement"_s}, {}},
        {JudgeProtocol::Refine, u"check4"_s, {u"answer"_s, u"critique"_s, u"refinement"_s}, {}},
        {JudgeProtocol::Refine, u"check5"_s, {u"answer"_s, u"critique"_s, u"refinement"_s}, {}},
        {JudgeProtocol::Span,
         {},
         {u"answer"_s, u"categories"_s},
         {u"severities"_s, u"missing"_s, u"earlier"_s, u"no_errors"_s}},
    };
    return kSteps;
}

const StepFields* stepFields(JudgeProtocol protocol, const QString& step)
{
    for (const StepFields& fields : allStepFields()) {
        if (fields.protocol == protocol && fields.step == step) {
            return &fields;
        }
    }
    return nullptr;
}

const QStringList& commonFields()
{
    static const QStringList kFields = {u"question"_s, u"reference"_s, u"passages"_s, u"guidelines"_s,
                                        u"json"_s,     u"text"_s,      u"nonce"_s};
    return kFields;
}

} // namespace plumbline
