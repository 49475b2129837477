#pragma once

#include "core/domain/item.h"
#include "core/judge/prompttemplate.h"
#include "core/store/session.h"

namespace plumbline {

/// A template filled with an item of the project, as its first call would send it.
struct TemplatePreview
{
    qint64 number = 0; ///< of the item among those that fit, from 1
    qint64 count = 0;  ///< items that fit
    QString itemTitle; ///< what it is about
    QList<LlmMessage> messages;
    bool hasStandIns = false; ///< fields of earlier answers, which no item has yet, are named instead
};

/// Fills a template with the item of a number (from 1, cut to the last) among those that its protocol can
/// judge. Errors: NotFound when there is none; what is wrong with the template.
[[nodiscard]] Result<TemplatePreview> previewTemplate(Session& session, const PromptTemplate& promptTemplate,
                                                      qint64 number);
/// The same with an item in hand.
[[nodiscard]] Result<TemplatePreview> previewTemplate(const PromptTemplate& promptTemplate,
                                                      const ItemView& item, quint64 projectSeed);

} // namespace plumbline
