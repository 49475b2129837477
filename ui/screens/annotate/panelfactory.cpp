#include "ui/screens/annotate/panelfactory.h"

#include "ui/screens/annotate/annotateactions.h"
#include "ui/screens/annotate/critiquepanel.h"
#include "ui/screens/annotate/pairwiseactions.h"
#include "ui/screens/annotate/pairwisepanel.h"
#include "ui/screens/annotate/rankingpanel.h"
#include "ui/screens/annotate/ratingpanel.h"
#include "ui/screens/annotate/reactionpanel.h"
#include "ui/screens/annotate/spanpanel.h"

namespace plumbline {

AnswerPanel* makeAnswerPanel(ItemKind kind, const PanelServices& services, QWidget* parent)
{
    switch (kind) {
    case ItemKind::Pairwise:
        return new PairwisePanel(services, parent);
    case ItemKind::Rating:
        return new RatingPanel(services, parent);
    case ItemKind::Span:
        return new SpanPanel(services, parent);
    case ItemKind::Ranking:
        return new RankingPanel(services, parent);
    case ItemKind::Critique:
        return new CritiquePanel(services, parent);
    case ItemKind::Reaction:
        return new ReactionPanel(services, parent);
    }
    return nullptr;
}

void addAllAnnotateActions(ActionCollection& actions)
{
    addAnnotateActions(actions);
    addPairwiseActions(actions);
    RatingPanel::addActions(actions);
    SpanPanel::addActions(actions);
    RankingPanel::addActions(actions);
    CritiquePanel::addActions(actions);
    ReactionPanel::addActions(actions);
}

} // namespace plumbline
