#include "ui/screens/annotate/pairwisescales.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/marginscale.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNameWidth = 132;
constexpr int kRowsWithoutScroll = 3;
constexpr double kRowsShown = 3.5;
constexpr int kRowGap = 6;
constexpr int kRingRoom = 4;

} // namespace

/// The name of a question and its scale.
class PairwiseScales::Row : public QWidget
{
public:
    Row(const Theme& theme, const Aspect& aspect, bool isNamed, QWidget* parent)
        : QWidget(parent)
        , scale(new MarginScale(theme, this))
        , m_name(new ElidedLabel(theme, aspect.name, Text::Head, Color::Text2, this))
    {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(metrics::kSpace4);
        m_name->setFixedWidth(kNameWidth);
        m_name->setVisible(isNamed);
        m_name->setToolTip(aspect.description);
        layout->addWidget(m_name);
        layout->addWidget(scale);
        layout->addStretch(1);
        scale->setObjectName(u"scale.%1"_s.arg(aspect.id));
        scale->setAccessibleName(aspect.name);
        scale->setAccessibleDescription(aspect.description);
    }

    void setCurrent(bool isCurrent)
    {
        m_name->setStyle(Text::Head, isCurrent ? Color::AccentText : Color::Text2);
    }

    MarginScale* scale;

private:
    ElidedLabel* m_name;
};

PairwiseScales::PairwiseScales(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_scroll(new QScrollArea(this))
    , m_body(new QWidget)
    , m_layout(new QVBoxLayout(m_body))
{
    setObjectName(u"pairwiseScales"_s);
    m_scroll->setObjectName(u"pairwiseScalesScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kRowGap);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_body);
    outer->addWidget(m_scroll);
    m_scroll->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        if (id.startsWith("annotate.pairwise."_L1)) {
            showCurrent();
        }
    });
}

void PairwiseScales::setSchema(const SchemaDefinition& schema)
{
    if (m_rows.isEmpty() || !(schema == m_schema)) {
        m_schema = schema;
        build();
    }
    setCurrent(0);
}

void PairwiseScales::build()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (int aspect = 0; aspect < m_schema.aspects.size(); ++aspect) {
        addRow(aspect);
    }
    const bool scrolls = m_rows.size() > kRowsWithoutScroll;
    // Inside a scroll area the focus ring, which lies outside the scale, needs room of its own.
    const int room = scrolls ? kRingRoom : 0;
    m_layout->setContentsMargins(room, room, room, room);
    if (scrolls && m_scroll->widget() == nullptr) {
        m_scroll->setWidget(m_body);
        m_body->setAutoFillBackground(false); // setWidget() switches it on
    } else if (!scrolls && m_scroll->widget() != nullptr) {
        layout()->addWidget(m_scroll->takeWidget());
    }
    m_body->show();
    m_scroll->setVisible(scrolls);
    setFixedHeight(sizeHint().height());
}

void PairwiseScales::addRow(int aspect)
{
    auto* row = new Row(m_theme, m_schema.aspects.at(aspect), m_schema.aspects.size() > 1, m_body);
    row->scale->setStrengthShown(m_schema.marginSteps > 1);
    row->scale->setTieShown(m_schema.allowsTie);
    row->scale->setBothBadShown(m_schema.allowsBothBad);
    connect(row->scale, &MarginScale::marginChosen, this, [this, aspect](int margin) {
        Q_EMIT currentChosen(aspect);
        Q_EMIT chosen(aspect, SideChoice{margin, false});
    });
    connect(row->scale, &MarginScale::bothBadChosen, this, [this, aspect] {
        Q_EMIT currentChosen(aspect);
        Q_EMIT chosen(aspect, SideChoice{0, true});
    });
    m_layout->addWidget(row);
    m_rows.append(row);
}

void PairwiseScales::setChoice(int aspect, const std::optional<SideChoice>& choice)
{
    if (aspect < 0 || aspect >= m_rows.size()) {
        return;
    }
    MarginScale* scale = m_rows.at(aspect)->scale;
    if (!choice) {
        scale->clear();
    } else if (choice->isBothBad) {
        scale->setBothBad();
    } else {
        scale->setMargin(choice->margin);
    }
}

void PairwiseScales::setCurrent(int aspect)
{
    m_current = m_rows.isEmpty() ? 0 : qBound(0, aspect, static_cast<int>(m_rows.size()) - 1);
    showCurrent();
}

MarginScale* PairwiseScales::currentScale() const
{
    return m_rows.isEmpty() ? nullptr : m_rows.at(m_current)->scale;
}

void PairwiseScales::showCurrent()
{
    const auto caps = [this](const QString& name) {
        return m_actions.keycapTexts(u"annotate.pairwise."_s + name).join(u' ');
    };
    const QString keyA = caps(u"a"_s);
    const QString keyB = caps(u"b"_s);
    const QStringList keys = {keyA + u' ' + keyA, keyA, caps(u"tie"_s), keyB, keyB + u' ' + keyB,
                              caps(u"bothBad"_s)};
    for (int aspect = 0; aspect < m_rows.size(); ++aspect) {
        Row* row = m_rows.at(aspect);
        row->setCurrent(aspect == m_current && m_rows.size() > 1);
        row->scale->setKeys(aspect == m_current ? keys : QStringList(keys.size(), QString()));
    }
    if (!m_rows.isEmpty()) {
        if (m_scroll->widget() != nullptr) {
            m_scroll->ensureWidgetVisible(m_rows.at(m_current), 0, kRowGap);
        }
    }
    updateGeometry();
}

QSize PairwiseScales::sizeHint() const
{
    if (m_rows.isEmpty()) {
        return {0, m_theme.scaled(metrics::kScale)};
    }
    int width = 0;
    for (const Row* row : m_rows) {
        width = qMax(width, row->sizeHint().width());
    }
    const int rowHeight = m_rows.constFirst()->sizeHint().height();
    const int count = static_cast<int>(m_rows.size());
    const int height = count <= kRowsWithoutScroll ? count * rowHeight + (count - 1) * kRowGap
                                                   : static_cast<int>(kRowsShown * rowHeight) + 3 * kRowGap;
    return {width, height};
}

QSize PairwiseScales::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace plumbline
