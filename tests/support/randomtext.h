#pragma once

#include "core/base/random.h"

#include <QString>
#include <QStringList>

namespace plumbline::test {

/// Seeded texts made of what breaks text code: emoji, joined families, flags, combining marks, right-to-left,
/// CRLF, astral letters, Hangul, Indic clusters and, on request, lone surrogates.
class RandomText
{
public:
    explicit RandomText(std::uint64_t seed, bool loneSurrogates = true, bool syllabic = true)
        : m_random(seed)
        , m_loneSurrogates(loneSurrogates)
        , m_syllabic(syllabic)
    {
    }

    /// A text of `pieces` pieces; a piece is a word, a sign or one of the hard cases.
    [[nodiscard]] QString operator()(int pieces)
    {
        QString text;
        for (int i = 0; i < pieces; ++i) {
            text += piece();
        }
        return text;
    }

    [[nodiscard]] qint64 below(qint64 bound)
    {
        return static_cast<qint64>(m_random.below(static_cast<std::uint64_t>(bound)));
    }

private:
    [[nodiscard]] QString piece()
    {
        static const QStringList kPieces{
            QStringLiteral("word"),
            QStringLiteral(" "),
            QStringLiteral("don't "),
            QStringLiteral("x"),
            QStringLiteral(", "),
            QStringLiteral("\r\n"),
            QStringLiteral("\n"),
            QStringLiteral("\t"),
            QStringLiteral("e\u0301\u0302"),
            QStringLiteral("\u0301"),
            QStringLiteral("\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"),
            QStringLiteral("\U0001F1E9\U0001F1EA"),
            QStringLiteral("\U0001F1EB"),
            QStringLiteral("\U0001F44D\U0001F3FD"),
            QStringLiteral("\U0001F600"),
            QStringLiteral("1\uFE0F\u20E3"),
            QStringLiteral("\u05E9\u05DC\u05D5\u05DD "),
            QStringLiteral("\u0645\u0631\u062D\u0628\u0627"),
            QStringLiteral("\u200F"),
            QStringLiteral("\u200D"),
            QStringLiteral("\u65E5\u672C\u8A9E"),
            QStringLiteral("\u1100\u1161\u11A8"),
            QStringLiteral("\uAC01"),
            QStringLiteral("\u0928\u092E\u0938\u094D\u0924\u0947"),
            QStringLiteral("\u0E01\u0E33"),
            QStringLiteral("\U0001D518\U0001D52B"),
            QStringLiteral("caf\u00E9. "),
            QStringLiteral("3.14 "),
            QStringLiteral("(\u2026)"),
            QStringLiteral("\U000E0067\U000E007F"),
        };
        const auto pick = static_cast<int>(m_random.below(static_cast<std::uint64_t>(kPieces.size()) + 2));
        if (pick < kPieces.size()) {
            const QString& piece = kPieces.at(pick);
            const bool isSyllabic = piece.at(0).unicode() >= 0x0900 && piece.at(0).unicode() < 0x1000;
            return isSyllabic && !m_syllabic ? QStringLiteral("k") : piece;
        }
        if (!m_loneSurrogates) {
            return QStringLiteral("plain text ");
        }
        return QString(QChar(pick == kPieces.size() ? u'\xD83D' : u'\xDE00'));
    }

    Random m_random;
    bool m_loneSurrogates;
    bool m_syllabic;
};

} // namespace plumbline::test
