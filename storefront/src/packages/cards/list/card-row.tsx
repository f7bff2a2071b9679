import type { MyGiftCard } from '@puzi/shop-client'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { Tag } from '@/kit/Tag'
import { confirm, toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'

interface Props {
  card: MyGiftCard
  onChange: () => Promise<void>
}

/** One card, and what can be done with it. */
export function GiftCardRow({ card, onChange }: Props) {
  const [giving, setGiving] = useState(false)
  const redeem = async () => {
    const sure = await confirm({
      title: t('giftCard.sureRedeem', { amount: money(card.faceFen) }),
      text: t('giftCard.sureRedeemText'),
      ok: t('giftCard.redeem'),
    })
    if (!sure) return
    await shop.redeemGiftCard({ id: card.id })
    toast(t('giftCard.redeemed', { amount: money(card.faceFen) }), 'good')
    await onChange()
  }
  const takeBack = async () => {
    await shop.takeBackGiftCard({ id: card.id })
    await onChange()
  }
  const live = card.state === 'active' || card.state === 'given'
  return (
    <>
      <Box className={classNames('gift-card', !live && 'gift-card--spent')} testId="gift-card">
        <Box className="gift-card__head">
          <Box className="gift-card__title">{card.title}</Box>
          <Tag tone={live ? 'accent' : 'quiet'}>{t(`giftCard.state.${card.state}`)}</Tag>
        </Box>
        <Price fen={card.faceFen} size="hero" plain />
        <Box className="gift-card__note">{card.number}</Box>
        <Box className="gift-card__foot">
          <Box className="gift-card__note">{noteOf(card)}</Box>
          {card.state === 'active' ? (
            <>
              <Button size="small" kind="line" testId="give-card" onTap={() => setGiving(true)}>
                {t('giftCard.give')}
              </Button>
              <Button size="small" testId="redeem-card" onTap={redeem}>
                {t('giftCard.redeem')}
              </Button>
            </>
          ) : null}
          {card.state === 'given' ? (
            <Button size="small" kind="line" testId="take-back" onTap={takeBack}>
              {t('giftCard.takeBack')}
            </Button>
          ) : null}
        </Box>
      </Box>
      <GiveSheet card={card} open={giving} onClose={() => setGiving(false)} onChange={onChange} />
    </>
  )
}

function noteOf(card: MyGiftCard): string {
  if (card.redeemedAt) return t('giftCard.redeemedAt', { time: dateTime(card.redeemedAt) })
  if (card.giftUntil) return t('giftCard.giftUntil', { time: dateTime(card.giftUntil) })
  return card.expiresAt ? t('giftCard.until', { time: dateTime(card.expiresAt).slice(0, 10) }) : ''
}

function GiveSheet({ card, open, onClose, onChange }: Props & { open: boolean; onClose: () => void }) {
  const [wish, setWish] = useState('')
  const give = async () => {
    const { token } = await shop.giveGiftCard({ id: card.id, wish: wish.trim() })
    onClose()
    await onChange()
    go('giftCardGift', { token })
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('giftCard.giveTitle', { amount: money(card.faceFen) })}
      testId="give-sheet"
      foot={
        <Button block size="large" testId="give-now" onTap={give}>
          {t('giftCard.makeLink')}
        </Button>
      }
    >
      <Field
        label={t('giftCard.wish')}
        value={wish}
        onInput={setWish}
        placeholder={t('giftCard.wishHint')}
        maxLength={60}
        testId="gift-wish"
        area
      />
      <Box className="gift-card__note">{t('giftCard.giveText')}</Box>
    </Popup>
  )
}
