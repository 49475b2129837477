#include "ui/screens/data/formatpage.h"

#include "ui/dialogs/optionrow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QButtonGroup>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kListWidth = 640;

} // namespace

FormatPage::FormatPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_words(new ThemedLabel(theme, {}, Text::Body, Color::Text2))
    , m_group(new QButtonGroup(this))
{
    setObjectName(u"importFormatPage"_s);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin,
                               metrics::kSpace5);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(new ThemedLabel(theme, tr("Format of the files"), Text::Title));
    m_words->setObjectName(u"formatWords"_s);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    column->addSpacing(metrics::kSpace3);
    for (const std::unique_ptr<Format>& format : FormatRegistry::builtIn().formats()) {
        const FormatInfo& info = format->info();
        if (!info.canImport) {
            continue;
        }
        auto* row = new OptionRow(theme, OptionRow::Kind::Radio, info.title, info.description);
        row->setObjectName(u"format."_s + info.id);
        row->setFramed(true);
        row->setMaximumWidth(theme.scaled(kListWidth));
        m_group->addButton(row, static_cast<int>(m_formats.size()));
        column->addWidget(row);
        m_rows << row;
        m_formats << info;
    }
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"formatScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int index) { Q_EMIT formatChosen(m_formats[index].id); });
}

void FormatPage::setDetected(const QString& id)
{
    m_words->setText(id.isEmpty() ? tr("The files were not recognised. Choose what they are.")
                                  : tr("The files were recognised. Choose another format if that is wrong."));
    for (qsizetype index = 0; index < m_formats.size(); ++index) {
        const FormatInfo& info = m_formats[index];
        const bool isIt = info.id == id;
        m_rows[index]->setContent(isIt ? tr("%1 (recognised)").arg(info.title) : info.title,
                                  info.description);
        if (isIt) {
            m_rows[index]->setChecked(true);
        }
    }
}

void FormatPage::focusChosen()
{
    m_rows.at(std::max(0, m_group->checkedId()))->setFocus();
}

QString FormatPage::chosen() const
{
    const int index = m_group->checkedId();
    return index >= 0 ? m_formats[index].id : QString();
}

} // namespace plumbline
