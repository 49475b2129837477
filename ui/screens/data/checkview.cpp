#include "ui/screens/data/checkview.h"

#include "ui/delegates/plaintable.h"
#include "ui/screens/data/errorpanel.h"
#include "ui/screens/data/previewdelegate.h"
#include "ui/screens/data/previewmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 28;
constexpr int kLineWidth = 76;
constexpr int kLeastColumn = 64;
constexpr int kMostColumn = 300;
constexpr int kRowsMeasured = 60;

} // namespace

CheckView::CheckView(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new PreviewModel(this))
{
    setObjectName(u"checkView"_s);
    build(actions);
}

void CheckView::build(ActionCollection& actions)
{
    m_errors = actions.action(u"import.errors"_s);
    m_caption = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2);
    m_caption->setObjectName(u"checkCaption"_s);
    auto* errors = new KeyButton(m_theme, m_errors, KeyButton::Kind::Toggle);
    errors->setObjectName(u"checkErrors"_s);
    m_table =
        makePlainTable(m_theme, m_model, new PreviewDelegate(m_theme), u"checkTable"_s, tr("Lines"), kRow);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing = new ThemedLabel(m_theme, {}, Text::Body, Color::Text2);
    m_nothing->setObjectName(u"checkNothing"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_panel =
        new ErrorPanel(m_theme, actions.action(u"import.nextError"_s), actions.action(u"import.lastError"_s));
    m_panel->hide();
    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::kSpace5, metrics::kSpace2, metrics::kSpace5, metrics::kSpace2);
    top->setSpacing(metrics::kSpace3);
    top->addWidget(new ThemedLabel(m_theme, tr("Lines"), Text::Strong));
    top->addWidget(m_caption, 1);
    top->addWidget(errors);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(metrics::kSpace2, 0, metrics::kSpace2, 0);
    inner->addWidget(m_table, 1);
    inner->addWidget(m_nothing, 1);
    auto* panel = new QVBoxLayout;
    panel->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace5, metrics::kSpace4);
    panel->addWidget(m_panel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(new Separator(m_theme, Qt::Horizontal));
    column->addLayout(inner, 1);
    column->addLayout(panel);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CheckView::showCurrent);
}

void CheckView::setBusy(const QString& words)
{
    m_caption->setText(words);
    if (m_model->rowCount() == 0) {
        m_nothing->setText(words);
        m_table->hide();
        m_nothing->show();
    }
}

void CheckView::setPreview(const ImportPreview& preview)
{
    m_preview = preview;
    const ImportReport& counts = preview.counts;
    const QString name = preview.files.size() == 1 ? QFileInfo(preview.files.constFirst()).fileName()
                                                   : tr("%1 files").arg(preview.files.size());
    m_caption->setText(
        counts.badLineCount == 0
            ? tr("%1, %2 lines, all good").arg(name, groupedNumber(counts.linesRead))
            : tr("%1, %2 lines, %3 with an error")
                  .arg(name, groupedNumber(counts.linesRead), groupedNumber(counts.badLineCount)));
    m_model->setPreview(preview);
    showErrors(counts.badLineCount > 0);
}

void CheckView::showErrors(bool onlyErrors)
{
    {
        const QSignalBlocker quiet(m_errors);
        m_errors->setChecked(onlyErrors);
    }
    Q_EMIT m_errors->changed();
    m_model->setShow(onlyErrors ? PreviewModel::Show::ErrorsAndNeighbours : PreviewModel::Show::FirstLines);
    applySpans();
    fitColumns();
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    m_nothing->setText(onlyErrors ? tr("No line has an error.") : tr("The files hold no lines."));
    const int first = m_model->nextBad(-1, 1);
    m_table->setCurrentIndex(m_model->index(std::max(0, first), 0));
    showCurrent();
}

void CheckView::applySpans()
{
    m_table->clearSpans();
    const int columns = m_model->columnCount();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const PreviewModel::RowKind kind = m_model->kind(row);
        if (kind == PreviewModel::RowKind::Gap || kind == PreviewModel::RowKind::File) {
            m_table->setSpan(row, 0, 1, columns);
        } else if (kind == PreviewModel::RowKind::Raw && columns > 2) {
            m_table->setSpan(row, 1, 1, columns - 1);
        }
    }
}

void CheckView::fitColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    const QFont font = m_theme.font(Text::Strong);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (column == 0) {
            header->resizeSection(0, m_theme.scaled(kLineWidth));
            continue;
        }
        double width = textWidth(font, m_model->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < std::min(kRowsMeasured, m_model->rowCount()); ++row) {
            if (m_model->kind(row) == PreviewModel::RowKind::Good ||
                m_model->kind(row) == PreviewModel::RowKind::Bad) {
                width = std::max(width, textWidth(font, m_model->index(row, column).data().toString()));
            }
        }
        header->resizeSection(
            column, std::clamp(static_cast<int>(width) + metrics::kSpace7, kLeastColumn, kMostColumn));
    }
}

void CheckView::moveToError(int step)
{
    const int row = m_model->nextBad(m_table->currentIndex().row(), step);
    if (row >= 0) {
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::EnsureVisible);
    }
}

void CheckView::showCurrent()
{
    const int row = m_table->currentIndex().row();
    const std::optional<BadLine> bad = m_model->badLine(row);
    if (!bad) {
        m_panel->hide();
        return;
    }
    m_panel->show(*bad, m_preview.files.size() > 1, m_model->badNumber(row), m_preview.counts.badLineCount);
}

} // namespace plumbline
