#!/bin/sh
# The main job on real input, with whatever engine is configured: no key, no network needed.
set -e
cd "$(dirname "$0")"
question="Pick one time your system answered people from content that was out of date. What happened, from the first sign until you trusted it again?"
say() { printf '\n=== %s\n\n' "$1"; }

say "A plan for the role, and for one candidate's claims"
vetting ask --brief brief.md --claims claims.md -n 6 --minutes 35
for who in operator strategist; do
    say "The same question, answered by: $who"
    vetting grade --question "$question" --answer-file "answers/$who.txt"
done
say "Another question, answered half-way: what to ask next"
vetting grade --question "Think of a decision your system took that a person should have taken. What happened?" --answer-file answers/halfway.txt
say "Recorded interviews, graded again with the network off"
vetting replay
