#include "core/domain/builtinguidelines.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pairwiseGuidelines()
{
    return uR"(### What you judge

Two responses answer the same prompt. Say which one **serves the person who asked** better. If the conversation has
several turns, read the earlier ones for context; your answer is about the last reply alone.

### Order of importance

1. **Correct.** A wrong statement, broken code or a made-up source outweighs everything below it.
2. **Follows the instruction.** Length, format, language, number of items: what was asked counts, also when you would
   have asked for something else.
3. **Complete.** Nothing that was asked for is left out.
4. **Clear.** You find the answer at once and understand it at the first reading.
5. **Style.** Only when nothing above decides it.

### Much better, better, tie

- **Much better**: you would be annoyed to get the other one.
- **Better**: you can name one thing that decides it. Tick it as a reason.
- **Tie**: both are good enough and you cannot name a difference that matters to the person who asked.
- **Both bad**: neither should be used. This is not a tie; it is counted on its own.

### Take care

- A longer response is not a better one. If length is the only difference, choose *Tie*.
- A confident tone proves nothing. Check one fact or run through the code when you can.
- A refusal is right when the request is harmful, and wrong when it is not.
- If you cannot judge the topic, skip and say so. A guess is worth less than a gap.
)"_s;
}

QString ratingGuidelines()
{
    return uR"(### What you rate

Rate every response on every aspect. Each aspect stands for itself: a response can be fluent and miss the task. The
words for each point stand below the table; when two points fit, take the lower one.

### Overall (1 to 7)

How content would the person who asked be with this response? **4 is usable as it stands.** Keep 7 for a response you
would not change and 1 for one that is no help at all. Use the whole scale.

### Answers the task (1 to 5)

Compare with the instruction, not with the other responses. Is it the kind of thing that was asked for, about the
right subject, with every condition met?

### Fluency (1 to 5)

Grammar, choice of words and flow only. A wrong fact in good English does not lower fluency.

### Take care

- Read all responses once before you rate the first one; the others change how good one looks.
- Equal responses get equal points. You need not rank them.
- **Does not apply** (0) is for an aspect that makes no sense here, such as fluency of a table of numbers. It is not
  for "I do not know": skip the item then.
- When a rating would surprise a colleague, write in a few words why (C).
)"_s;
}

QString rankingGuidelines()
{
    return uR"(### What you rank

Put the responses in order, **from the one you would hand to the person who asked to the one you would keep from
them**. Judge by what serves that person: correct first, then following the instruction, then complete, then clear.

### How to go about it

1. Read all responses once.
2. Find the best and the worst.
3. Put each of the others between two that you have placed.
4. Read your order once from the top: each one should be at least as good as the next.

### Ties and gaps

- Two responses go on the same place when you cannot name a difference that matters. Do not break a tie by length.
- Where only the first few places are asked, stop when they are filled: what is left lies below them, in no order.
- The last place is an answer too. If you cannot say where a response belongs, skip the item.

### Take care

- The order on the screen is shuffled and says nothing.
- One serious error (a wrong result, dangerous advice, an ignored condition) puts a response below every one
  without such an error, however well it is written.
)"_s;
}

QString spanGuidelines()
{
    return uR"(### What you mark

Mark **every stretch of the response that is wrong or does not belong**, and say what kind of error it is. Judge by the
question and the passages; your own knowledge helps to find errors, the passages settle them.

### Categories

- **Irrelevant**: true perhaps, but no help in answering this question.
- **Repetitive**: says again what the response has said already. Mark the second place and give the first as evidence.
- **Wrong fact**: a passage contradicts it. Give the sentence that does.
- **Unverifiable**: no passage supports it and none contradicts it.
- **Incoherent**: cannot be understood, breaks off, or contradicts itself.
- **Missing**: the passages hold something the answer needs and does not say. Mark the sentence in the evidence.

### How much to mark

Mark the **shortest stretch whose removal or replacement mends the error**: "in 2018", not the whole sentence. Two
errors in one sentence are two spans. Spans may overlap when two things are wrong with the same words.

### Severity

- **Minor**: the reader is not misled.
- **Major**: the reader comes away with something wrong.
- **Critical**: the answer as a whole is wrong or harmful because of it.

### Corrected text

If you write one, change only what your marks call for. With no marks there is nothing to correct: say *No errors*.

### Take care

Look into every passage before you call something unverifiable. A sentence that is clumsy but right is no error.
)"_s;
}

QString critiqueGuidelines()
{
    return uR"(### What you write

Tell the writer of the response **what to change so that it serves the person who asked**. Write to the writer, about
the text, in one to five sentences.

### A useful critique

- **names the place**: quote the words or say which part;
- **says what is wrong with it**: incorrect, missing, unclear, not what was asked;
- **says what would mend it**: the right fact, the missing step, a shorter form.

"The second step divides by zero when the list is empty; check for that first" is useful. "Could be better" is not.

### Order

Start with what matters most. A wrong fact comes before a missing detail, a missing detail before style. Leave style out
when there is something weightier to say.

### When it is good

Say so, and say what makes it good, so that it can be kept. Do not invent a fault.

### Edited response

If it is quicker to show than to tell, edit the response. Keep your edit close to the original: the difference is what
teaches.
)"_s;
}

QString reactionGuidelines()
{
    return uR"(### What you answer

One question: **if you had asked this, would you be glad to get this response?** Like or dislike, at first reading. There
is no middle: when in doubt, ask whether you would use it as it stands.

### Like

It answers what was asked, you see nothing wrong in it, and you would not need to ask again.

### Dislike

Any one of these is enough:

- something in it is wrong, or you would not dare to rely on it;
- it misses the point, or a condition that was stated;
- the answer is buried, far too long or cut off;
- it refuses what is harmless, or helps with what is not.

### Take care

- Do not compare with other responses you have seen; judge this one.
- Length and polish are no merit in themselves.
- A word on why (C) makes a dislike far more useful.
- If you do not know the topic well enough to tell right from wrong, skip.
)"_s;
}

} // namespace

QString builtInGuidelines(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Pairwise:
        return pairwiseGuidelines();
    case ItemKind::Rating:
        return ratingGuidelines();
    case ItemKind::Ranking:
        return rankingGuidelines();
    case ItemKind::Span:
        return spanGuidelines();
    case ItemKind::Critique:
        return critiqueGuidelines();
    case ItemKind::Reaction:
        return reactionGuidelines();
    }
    return {};
}

} // namespace plumbline
