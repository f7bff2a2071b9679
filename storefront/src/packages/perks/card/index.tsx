import type { CardTerm, MemberCard } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { shop } from '@/api/client'
import type { IconName } from '@/design/icons'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { confirm, toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go, replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { date } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { METHODS, perform } from '@/platform/pay'
import { ROUTES } from '@/routes'
import { useSignedIn } from '@/stores/session'
import '../perks.scss'

/** The paid cards of the shops: what each is worth, buying a term, and the terms one has. */
export default function MemberCardPage() {
  const { shop: wanted, term } = useParams()
  const signedIn = useSignedIn()
  const cards = useQuery({ queryKey: ['member-cards', signedIn], queryFn: () => shop.listMemberCards(), staleTime: 0 })
  const [chosen, choose] = useState(wanted ?? '')
  const items = cards.data?.items ?? []
  const one = items.find((card) => card.shopId === chosen) ?? items[0]
  usePaid(term)
  return (
    <Page title={t('card.title')}>
      {cards.isPending ? <RowsSkeleton count={2} /> : null}
      {cards.isError ? <ErrorState error={cards.error} onRetry={cards.refetch} /> : null}
      {items.length > 1 && one ? (
        <Tabs
          label={t('member.shops')}
          value={one.shopId}
          onChange={choose}
          items={items.map((card) => ({ key: card.shopId, title: card.shopName }))}
        />
      ) : null}
      {cards.isSuccess && !one ? <Empty icon="star" text={t('card.none')} action={t('common.home')} onAction={() => go('home')} /> : null}
      {one ? <OneCard key={one.shopId} card={one} until={one.until} /> : null}
    </Page>
  )
}

/** Coming back from the channel's page: the money may be on its way. */
function usePaid(term: string | undefined): void {
  const client = useQueryClient()
  const paid = useQuery({
    queryKey: ['member-cards', 'term', term],
    queryFn: () => shop.getCardTerm({ id: term ?? '' }),
    enabled: !!term,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && state.dataUpdateCount < 20 ? 1_500 : false),
  })
  const state = paid.data?.state
  useEffect(() => {
    if (state !== 'paid') return
    toast(t('card.opened'), 'good')
    void client.invalidateQueries({ queryKey: ['member-cards'] })
    void client.invalidateQueries({ queryKey: ['quote'] })
  }, [state, client])
}

function OneCard({ card, until }: { card: MemberCard; until: string | null }) {
  const signedIn = useSignedIn()
  const [planId, choose] = useState(card.plans[card.plans.length - 1]?.id ?? '')
  const tried = useRef({ planId: '', requestId: '' })
  const plan = card.plans.find((one) => one.id === planId) ?? card.plans[0]
  // A code to scan has no place on this page.
  const method = METHODS.find((one) => one !== 'wechat_native')
  const buy = async () => {
    if (!plan || !method) return
    if (!signedIn) return goSignedIn('memberCard', { shop: card.shopId })
    // The same term tried again carries the same key.
    if (tried.current.planId !== plan.id) tried.current = { planId: plan.id, requestId: randomKey() }
    const { requestId } = tried.current
    const returnPath = `${ROUTES.memberCard.alias}?shop=${card.shopId}`
    const { term, action } = await shop.buyMemberCard({
      id: card.shopId,
      requestId,
      planId: plan.id,
      priceFen: plan.priceFen,
      method,
      returnPath,
    })
    const outcome = await perform(action)
    tried.current = { planId: '', requestId: '' }
    if (outcome === 'cancelled') return toast(t('cashier.cancelled'))
    if (outcome === 'done') replace('memberCard', { shop: card.shopId, term: term.id })
  }
  return (
    <>
      <Box className="perks-card" testId="paid-card">
        <Box className="perks-card__name">{card.title}</Box>
        <Box className="perks-card__shop">{card.shopName}</Box>
        {card.intro ? <Box className="perks-card__intro">{card.intro}</Box> : null}
        <Box className="perks-card__until">{until ? t('card.until', { date: date(until) }) : t('card.not')}</Box>
      </Box>
      <Card flush testId="card-rights">
        {rightsOf(card).map(({ icon, text }) => (
          <Cell key={text} icon={icon} title={text} />
        ))}
      </Card>
      {card.plans.length > 0 ? (
        <Card>
          <Box className="perks-plans">
            {card.plans.map((one) => (
              <Tap
                key={one.id}
                className={classNames('perks-plan', one.id === plan?.id && 'perks-plan--on')}
                testId={`plan-${one.months}`}
                pressed={one.id === plan?.id}
                onTap={() => choose(one.id)}
              >
                <Text className="perks-plan__months">{t('card.months', { count: one.months })}</Text>
                <Price fen={one.priceFen} size="large" />
                {one.listPriceFen > one.priceFen ? <Price fen={one.listPriceFen} old /> : null}
                <Text className="perks-plan__note">{t('card.perMonth', { amount: money(Math.round(one.priceFen / one.months)) })}</Text>
              </Tap>
            ))}
          </Box>
          <Box className="perks-note">{card.refundDays > 0 ? t('card.refundRule', { days: card.refundDays }) : t('card.noRefund')}</Box>
          {plan ? (
            <Button block size="large" testId="buy-card" disabled={!method} onTap={buy}>
              {t(until ? 'card.renew' : 'card.buy', { amount: money(plan.priceFen) })}
            </Button>
          ) : null}
        </Card>
      ) : null}
      {signedIn ? <Terms shopId={card.shopId} /> : null}
    </>
  )
}

function rightsOf(card: MemberCard): { icon: IconName; text: string }[] {
  return [
    ...(card.discountBps > 0
      ? [{ icon: 'tag' as const, text: t('card.discount', { share: String((10_000 - card.discountBps) / 1000) }) }]
      : []),
    ...(card.freeShipping ? [{ icon: 'truck' as const, text: t('card.freeShipping') }] : []),
    ...card.coupons.map((coupon) => ({ icon: 'ticket' as const, text: t('card.coupon', { title: coupon.title }) })),
    { icon: 'star' as const, text: t('card.level', { level: card.level }) },
  ]
}

function Terms({ shopId }: { shopId: string }) {
  const mine = useQuery({ queryKey: ['member-cards', 'mine', shopId], queryFn: () => shop.getMemberCard({ id: shopId }), staleTime: 0 })
  const terms = mine.data?.terms ?? []
  if (terms.length === 0) return null
  return (
    <Card testId="card-terms">
      <SectionHead title={t('card.mine')} />
      {terms.map((term) => (
        <Term key={term.id} term={term} />
      ))}
    </Card>
  )
}

function Term({ term }: { term: CardTerm }) {
  const client = useQueryClient()
  const giveBack = async () => {
    const amount = money(term.refundableFen)
    if (!(await confirm({ title: t('card.giveBack'), text: t('card.giveBackText', { amount }), ok: t('card.giveBackYes'), danger: true })))
      return
    await shop.refundMyCardTerm({ id: term.id, refundFen: term.refundableFen })
    toast(t('card.givenBack'), 'good')
    await client.invalidateQueries({ queryKey: ['member-cards'] })
    await client.invalidateQueries({ queryKey: ['quote'] })
  }
  return (
    <Box className="perks-term">
      <Box className="perks-term__main">
        <Box className="perks-term__title">
          {t('card.months', { count: term.months })} · {term.source === 'points' ? t('card.byPoints') : money(term.priceFen)}
        </Box>
        <Box className="perks-plan__note">
          {term.state === 'paid' && term.startsAt && term.endsAt
            ? t('card.span', { from: date(term.startsAt), to: date(term.endsAt) })
            : t(term.state === 'refunding' ? 'card.refunding' : 'card.refunded', { amount: money(term.refundFen) })}
        </Box>
      </Box>
      {term.refundableFen > 0 ? (
        <Button kind="line" size="small" testId="give-back-card" onTap={giveBack}>
          {t('card.giveBack')}
        </Button>
      ) : null}
    </Box>
  )
}
