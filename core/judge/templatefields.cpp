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
