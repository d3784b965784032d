"""Everyday words of the news that mean much the same: "laid off", "let go" and "fired"; "boss" and "chief executive".

Each line of `_GROUPS` is one concept (a line that ends with a comma goes on): words and short phrases, divided by commas.
`_` in a phrase stands for up to three other words ("lay _ off"). A word may belong to several concepts. The table holds
general English only.
"""

from collections.abc import Sequence
from functools import lru_cache

from retrieval.language.terms import Word, stem

_GROUPS = """
lay off, lay _ off, layoff, layoffs, fired, firing, firings, dismiss, dismissal, let go, let _ go, axe, sack,
redundancy, redundant, job cut, jobs cut, cut job, cut _ job, cut staff, cut _ staff, lose job, lose _ job, losing _
job, job loss, workforce reduction, staff reduction, reduce _ workforce, downsize, shed job, shed _ job, cut role,
cut _ role, cut position, position _ cut, positions cut, roles cut, job _ go, job _ lost, lay-off, cut _ workforce,
cut worker, cut _ worker, retrench, canned, eliminate _ job, eliminate _ position, give the boot, show the door, out
of work, cut _ employee, impacted employee, affected worker, impacted worker, affected employee, terminate employee
people, employee, staff, worker, personnel, staffer, person, headcount, folk, colleague, workforce, labour, human
job, role, employee, worker, staff, people
job, role, position, post, title
contractor, freelancer, temp, temporary worker, gig worker
boss, chief executive, chief executive officer, ceo, head, chief, run, lead, in charge, leader, general secretary,
secretary general, top executive, at the helm, president, manager, in control, steer, at the top, take over, carry
on as
chair, chairman, chairwoman, chairperson, preside
spokesperson, spokesman, spokeswoman, press officer, representative
founder, co-founder, cofounder, cofound, founded, founding, establish, set up, start, create, come into being, launch, start up,
set _ up
begin, start, open, kick off, commence, launch, get under way, break out, go ahead
end, finish, stop, cease, call off, cancel, drop, abandon, terminate, pull out, withdraw, quit, scrap, cut tie, cut
ties, call _ off, break off, scale back, phase out, discontinue, pause, suspend, go away, walk away, give up, axe,
disappear, vanish, pull the plug
close, shut, shut down, closure, shutter, wind down
leave, quit, resign, step down, depart, walk out, exit, stand down, resignation, departure, ditch, turn _ back,
abandon, go, phase out, stop work, lose, walk away, part way, part ways, defect, jump ship, move on
hire, recruit, take on, appoint, poach, hire away, bring in, employ, engage, secure, join, name, recruitment, sign,
tap
join, move to, go to, sign up, sign with
replace, succeed, take over from, step in, successor, replacement, fill in, stand in, take over, instead of, complement,
substitute, supplant
buy, acquire, purchase, take over, takeover, acquisition, snap up, buyout, get hold of
pay, cost, price, spend, fork out, shell out, fee, charge, bill, worth, cough up, expense, set _ back
worth, value, valuation, valued, price
sale, takeover, acquisition, deal, purchase, sold, sell, change hands
sell, sale, offload, divest, sell off, dispose
invest, investment, put money, put _ into, back, pour _ into, capital injection, pay _ for, plough, inject, spend,
pump, put in, funding
stake, share, holding, own, hold, shareholding, owner, ownership, belong
money, cash, fund, funding, finance, financing, capital, dollar, sum
raise money, raise _ money, finance, borrow, fundraise, funding, bond, loan
get, receive, obtain, entitle, be given, collect, accept, gain, pick up
offer, give, provide, supply, hand out, grant, contribute, present
support, help, assistance, aid, assist, relief, benefit, package, severance
say, tell, state, remark, comment, claim, declare, mention, add, speak, note, explain, write, describe, statement,
quote, word
deny, reject, dispute, refute, denial
confirm, acknowledge, admit, concede, recognise
announce, disclose, reveal, make public, unveil, tell, announcement, publish, say, confirm, declare, break the news
decide, decision, order, choose, choice, opt, rule, ruling
plan, intend, aim, expect, going to, want, hope, prepare, intention, set to, due to, schedule
cause, reason, because, lead to, due to, blame, result of, owing to, attribute, trigger, behind, thanks to, motive,
prompt, cite
restructure, reorganise, reorganisation, shake-up, shakeup, overhaul, revamp, reshuffle, restructuring, realign,
realignment, reorg
customer, client, buyer, user, consumer, patron, passenger, subscriber, shopper, guest, diner
rival, competitor, competition, compete, opponent
partner, ally, partnership, tie, relationship, alliance, collaborate
deal, agreement, contract, transaction, pact, treaty, settlement, accord, partnership
merge, merger, combine, takeover, tie-up, joint, fuse, acquisition
email, e-mail, memo, letter, message, note, memorandum, mail
department, ministry, agency, division, bureau
division, unit, department, team, section, arm, group, lab, branch
government, public sector, state, federal, administration, authority
company, firm, business, startup, start-up, corporation, enterprise, maker, organisation
study, survey, research, paper, finding
find, discover, determine, conclude, identify, detect, learn
increase, rise, grow, growth, climb, jump, surge, soar, go up, gain, expand, expansion, boost, ramp up, scale up
decrease, fall, drop, decline, shrink, plunge, sink, reduce, go down, lower, slump, slide, lose, cut, reduction,
dip, tumble
react, respond, reply, reaction, response, answer, comment
die, death, kill, dead, pass away, fatal, fatality, lose _ life, victim, perish
injure, hurt, wound, injury, treated, hospital, casualty, harm
attack, assault, raid, strike
win, victory, beat, defeat, triumph, winner, laureate
defeat, loss, beaten
game, match, fixture, clash
woman, female, lady, women
man, male, men
child, kid, son, daughter, baby, boy, girl
home, house, live, reside, residence, housing
headquarters, headquartered, base, based, head office, run from, hq, main office, seat
born, birthplace, birth, native of, hometown
attend, study at, graduate, alumnus, degree, educate, go to
school, college, university
age, old, aged, year-old, years old
wife, husband, spouse, married, marry, wed, wedding, partner
law, rule, regulation, legislation, bill, act
court, judge, trial, tribunal
sue, lawsuit, suit, complaint, litigation, legal action, class action, file suit, take _ to court, suing, case
illegal, unlawful, criminal
ban, prohibit, forbid, outlaw, bar, block
block, stop, prevent, halt, veto
police, officer, cop, detective
arrest, detain, custody
accuse, allege, charge, allegation
vote, election, ballot, poll
approve, approval, permit, allow, authorise, green light, clear, go-ahead, clearance, wave through, sign off
worry, concern, fear, risk, danger, threat, anxious, anxiety, afraid
problem, issue, fault, defect, flaw, failure, trouble, go wrong, bug, malfunction, wrong, lapse, breach
lapse, breach, leak, exposed, exposure, openly accessible, unsecured, mistake, slip, blunder
error, mistake, misstep, blunder
secret, confidential, private, sensitive
safe, secure, security, safety, protection
recall, pull, withdraw, withdrawal
car, vehicle, automobile
plane, aircraft, jet, airliner, airplane
airline, carrier
shop, store, outlet, retailer
movie, film, picture, motion picture
cinema, theater, theatre, multiplex
lawyer, attorney, counsel, solicitor, barrister
adult, grown-up
cut, share, slice, split, commission, portion
overrule, override, veto, reverse, overturn
pick, select, choose, draft, selection
reject, oppose, turn down, vote against, object
unfilled, vacant, missing, without, lack, absent
stay away, unable to attend, miss, skip, absent, absence, boycott
make money, generate revenue, revenue, earn, monetise, monetize
prize, award, honour, nobel, cash award
axe, close, drop, scrap, cancel, discontinue
phone, smartphone, handset, mobile
software, program, app, application
ai, artificial intelligence, machine learning
chatbot, assistant
doctor, physician, medic
medicine, drug, medication
big, large, huge, size, massive, major, great
small, little, tiny
fast, quick, rapid, speed
former, ex, previous, previously, once, before, old, prior, earlier
now, currently, at the moment, these days, present, today, current, atm, nowadays, interim
new, latest, recent, fresh
next, upcoming, future
first, initially, originally, at first, initial, original, open at
calm, soothe, ease, allay, placate, appease, reassure
spectator, crowd, attendance, turn up, audience, fan, supporter, gate, turnout
hold, capacity, seat, accommodate, room for
favourite, tip, tipped, front-runner, frontrunner, likely, candidate, contender, in line, next in line, linked,
shortlist
idle, standing still, stand still, out of action, shut down, closed, halted, offline, suspended
rebuild, rebuilding, redevelop, redevelopment, renovate, renovation, reconstruct, refurbish, expand, expansion
for a living, career, profession, work as, play, occupation, job, used to be, former
switch off, turn off, power down, unplug, disconnect
run out, shortage, short of, lack, scarce
stadium, ground, arena, venue, home
daily, every day, each day, per day
together, alongside, jointly, along with, both, with
area, sector, field, domain, category
focus, concentrate, prioritise, priority, attention, shift, narrow, refocus, emphasis
type, kind, sort
storm, hurricane, cyclone, typhoon
flood, flooding, inundate
salary, pay, wage, compensation, income, package, remuneration, earn
bonus, incentive
revenue, turnover, income, sales, takings, bring in, take in, gross
profit, earnings
debt, owe, loan, borrow
stock, share, equity
stock market, listed, go public, ipo, stock exchange, listing, float
investor, shareholder, backer
praise, commend, compliment, laud, admire, impressive
criticise, slam, blast, criticism, condemn, attack
promise, pledge, vow, commit, undertake, guarantee, commitment
ask, request, demand, seek, call for, urge, want
agree, accept, agreement, consent
refuse, decline, turn down, reject, rebuff, spurn
warn, caution, alert, warning
delay, postpone, put off, push back
complete, completion, finish, finalise, conclude, close
destroy, burn down, total loss, wreck, ruin, damage
fire, blaze, burn, flame, inferno
evacuate, evacuation, clear out
negotiate, negotiation, talk, conduct, bargain, discussion, broker
meet, meeting, talk, summit
show, demonstrate, reveal, indicate
use, utilise, employ, rely, apply
make, produce, manufacture, build, production, assemble, put together, construct, create, output
factory, plant, facility, site, works
develop, development, create, design, build
name, call, dub, known as, title, brand, term
change, shift, alter, switch, transform, adjust, become
improve, better, enhance, upgrade
remove, eliminate, delete, get rid, take away, strip, abolish, scrap, end, cut, drop, wipe
access, entry, admit, enter
badge, pass, card
visit, travel, trip
contribute, donate, donation
house fire, garage fire, set fire
number, figure, count, total, amount, quantity
percentage, percent, proportion, share, fraction, portion, rate
several, many, numerous, dozen, hundred
about, around, approximately, roughly, nearly, almost, some, estimate
hide, conceal, cover up, secret
steal, theft, rob, robbery, burglary
gun, weapon, firearm, shoot, shooting
army, military, troop, soldier, force, defence
war, conflict, fighting, battle
protest, demonstrate, demonstration, rally, march
strike, walkout, industrial action, stoppage
union, labour group, association, brotherhood
teacher, lecturer, professor, educator
student, pupil
team, side, squad, club
coach, manager, trainer
player, footballer, athlete
season, campaign
warranty, guarantee
refund, money back, reimburse, repay, reimbursement
fine, penalty, punish, sanction
prison, jail, sentence
ticket, booking, reservation, book
valid, honour, usable, good
passenger, traveller, flyer, rider
resident, inhabitant, local, neighbour, people
population, inhabitant, resident
weather, climate, temperature
journalist, reporter, correspondent
newspaper, paper, magazine, outlet
author, writer, novelist, wrote
singer, musician, artist, band
actor, actress, star
election, vote, poll
fall behind, lag
diversity, equity, inclusion, dei
low-performer, underperformer, poor performer, low performer
quickly, fast, rapidly, soon, swift
confusion, chaos, muddle, disorder
bureaucracy, red tape
inefficiency, inefficient, waste
affect, hit, impact, influence, effect, consequence, hurt, touch
benefit, profit from, gain, advantage, help
think, believe, consider, view, opinion, feel, regard, opinion of
happen, occur, take place, go on, become of
mean, signify, imply
last, final, latest
own, have, possess, belong, property, part of
cover, include, span, consist, comprise
responsible, accountable, in charge
spokesman, rep
united states, us, america, usa, u.s., american
united kingdom, uk, britain, british, u.k.
genai, generative ai, generative artificial intelligence
llm, large language model, language model
labelling, annotation, label, annotate, tag, labeler, labeller, annotator
vp, vice president
executive, exec, vp, vice president, chief of staff, chiefs of staff, leadership, senior staff, top brass,
management
employ, work for, work at, worked at, payroll
cto, chief technology officer
cfo, chief financial officer, finance chief, finance director, finance head
coo, chief operating officer
cso, chief strategy officer, strategy chief
""".strip()

_IRREGULAR = dict(
    pair.split(":")
    for pair in """
    laid:lay fell:fall fallen:fall bought:buy sold:sell paid:pay left:leave led:lead ran:run went:go gone:go
    took:take taken:take gave:give given:give got:get gotten:get made:make said:say told:tell knew:know
    known:know held:hold kept:keep lost:lose won:win began:begin begun:begin grew:grow grown:grow rose:rise
    risen:rise wrote:write written:write spoke:speak spoken:speak built:build brought:bring caught:catch
    chose:choose chosen:choose drew:draw drawn:draw drove:drive driven:drive ate:eat felt:feel fought:fight
    found:find flew:fly flown:fly forgot:forget hid:hide hidden:hide met:meet rode:ride saw:see seen:see
    sent:send shook:shake shot:shoot sang:sing sat:sit slept:sleep spent:spend stood:stand stole:steal
    stolen:steal struck:strike swore:swear taught:teach thought:think threw:throw thrown:throw
    understood:understand woke:wake wore:wear worn:wear broke:break broken:break became:become came:come
    dealt:deal died:die dying:die fled:flee meant:mean sank:sink sunk:sink sought:seek bore:bear
    withdrew:withdraw withdrawn:withdraw undertook:undertake overtook:overtake vowed:vow burnt:burn better:good
    best:good worse:bad worst:bad children:child men:man women:woman people:people lives:life wives:wife
    shareholders:shareholder quit:quit
    """.split()
)
_MAX_GAP = 3
_NO_CONCEPTS: frozenset[int] = frozenset()


@lru_cache(maxsize=1 << 16)
def base(word: str) -> str:
    """The stem of a word's base form: "laid" and "lay" are one, "founded" and "found" are two."""
    folded = word.lower().removesuffix("'s").removesuffix("’s")
    return stem(_IRREGULAR.get(folded, word))


def is_irregular(word: str) -> bool:
    """Whether `word` is an irregular form, such as "laid" or "children"."""
    return word.lower() in _IRREGULAR


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First base stem → its phrases, each with the number of its concept."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, line in enumerate(_GROUPS.replace(",\n", ", ").splitlines()):
        for phrase in line.split(","):
            stems = tuple("_" if word == "_" else base(word) for word in phrase.replace("-", " ").split())
            found.setdefault(stems[0], []).append((stems, number))
    return {first: tuple(sorted(set(phrases))) for first, phrases in found.items()}


def concepts(words: Sequence[Word]) -> tuple[frozenset[int], ...]:
    """For each of the words the concepts it belongs to, alone or as a part of a phrase."""
    return concepts_of([base(word.text) for word in words])


def concepts_of(stems: Sequence[str]) -> tuple[frozenset[int], ...]:
    """For each of a text's base stems (see `base`), function words included, the concepts it belongs to."""
    entries = _entries()
    found: dict[int, set[int]] = {}
    for place, first in enumerate(stems):
        for phrase, number in entries.get(first, ()):
            for at in _places(stems, place, phrase) if len(phrase) > 1 else (place,):
                found.setdefault(at, set()).add(number)
    return tuple(frozenset(found[place]) if place in found else _NO_CONCEPTS for place in range(len(stems)))


@lru_cache(maxsize=1)
def _kindred() -> dict[str, frozenset[str]]:
    """Base stem → the base stems of all single words that share a concept with it."""
    members: dict[int, set[str]] = {}
    for phrases in _entries().values():
        for phrase, number in phrases:
            if len(phrase) == 1:
                members.setdefault(number, set()).add(phrase[0])
    found: dict[str, set[str]] = {}
    for group in members.values():
        for member in group:
            found.setdefault(member, set()).update(group)
    return {member: frozenset(others - {member}) for member, others in found.items()}


def kindred(base_stem: str) -> frozenset[str]:
    """The base stems of the single words that mean much the same as the word of this base stem."""
    return _kindred().get(base_stem, frozenset())


def _places(stems: Sequence[str], place: int, phrase: tuple[str, ...]) -> tuple[int, ...]:
    """Where the words of the phrase stand when it begins at `place`; nothing where it doesn't."""
    taken = [place]
    at = place + 1
    gap = 0
    for part in phrase[1:]:
        if part == "_":
            gap = _MAX_GAP
            continue
        reach = range(at, min(at + gap + 1, len(stems)))
        hit = next((here for here in reach if stems[here] == part), None)
        if hit is None:
            return ()
        taken.append(hit)
        at, gap = hit + 1, 0
    return tuple(taken)
