import type { GroupOffer, ProductDetail } from '@puzi/shop-client'
import { useState } from 'react'
import { goSignedIn } from '@/features/login/require'
import { useStock } from '@/features/product/SkuSheet'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Img } from '@/kit/Img'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { Stepper } from '@/kit/Stepper'
import { classNames } from '@/lib/class-names'
import { writePlay } from '@/lib/play-wish'
import './group-buy.scss'

/** What one is about to do: open a group, join that one, or let the shop find the fullest. */
export type GroupWish = { kind: 'open' | 'any'; size: number } | { kind: 'join'; groupId: string; size: number }

interface Props {
  offer: GroupOffer
  product: ProductDetail
  wish: GroupWish | null
  onClose: () => void
}

/** Chooses size, option and number of pieces, and goes to the checkout with the play. */
export function GroupSheet({ offer, product, wish, onClose }: Props) {
  const sizes = [...new Set(offer.prices.map((one) => one.size))]
  const [picked, setPicked] = useState<number>()
  const [skuId, setSkuId] = useState<string>()
  const [quantity, setQuantity] = useState(1)
  const stock = useStock(product, wish !== null)
  const size = wish?.kind === 'join' ? wish.size : (picked ?? wish?.size ?? sizes[0] ?? 2)
  const prices = offer.prices.filter((one) => one.size === size)
  const there = (id: string) => stock.get(id) ?? 0
  const price = prices.find((one) => one.skuId === skuId) ?? prices.find((one) => there(one.skuId) > 0) ?? prices[0]
  const sku = product.skus.find((one) => one.id === price?.skuId)
  const most = Math.max(1, Math.min(offer.maxPieces, price ? there(price.skuId) : 1))
  const pieces = Math.min(quantity, most)
  const buy = () => {
    if (!wish || !price) return
    onClose()
    const play =
      wish.kind === 'join'
        ? { kind: 'group-buy', campaignId: offer.id, joinId: wish.groupId }
        : { kind: 'group-buy', campaignId: offer.id, pass: `${wish.kind}:${size}` }
    goSignedIn('checkout', { lines: `${price.skuId}:${pieces}`, play: writePlay(play) })
  }
  return (
    <Popup
      open={wish !== null}
      onClose={onClose}
      title={t('group.choose')}
      bare
      testId="group-sheet"
      foot={
        <Button block size="large" testId="group-buy-now" disabled={!price || there(price.skuId) === 0} onTap={buy}>
          {price && there(price.skuId) === 0 ? t('product.soldOut') : t(wish?.kind === 'open' ? 'group.openNow' : 'group.joinNow')}
        </Button>
      }
    >
      <Box className="group-sheet__head">
        <Box className="group-sheet__picture">
          <Img picture={sku?.picture ?? product.pictures[0]} alt="" width={96} />
        </Box>
        <Box>
          <Box className="group-sheet__price">
            {price ? <Price fen={wish?.kind === 'open' ? price.leaderPriceFen : price.priceFen} size="large" testId="group-price" /> : null}
            {sku ? <Price fen={sku.priceFen} old /> : null}
          </Box>
          <Box className="group-sheet__note">{t('group.rule', { size, hours: offer.hours })}</Box>
        </Box>
      </Box>
      {wish?.kind !== 'join' && sizes.length > 1 ? (
        <Choices
          name={t('group.size')}
          items={sizes.map((one) => ({ id: String(one), text: t('group.sizeOf', { size: one }) }))}
          chosen={String(size)}
          onChoose={(id) => setPicked(Number(id))}
        />
      ) : null}
      {prices.length > 1 ? (
        <Choices
          name={t('product.options')}
          items={prices.map((one) => ({
            id: one.skuId,
            text: product.skus.find((of) => of.id === one.skuId)?.options.join(' / ') ?? '',
            off: there(one.skuId) === 0,
          }))}
          chosen={price?.skuId}
          onChoose={setSkuId}
        />
      ) : null}
      {offer.maxPieces > 1 ? (
        <Box className="group-sheet__pieces">
          <Text>{t('common.quantity')}</Text>
          <Stepper value={pieces} max={most} onChange={setQuantity} testId="group-quantity" />
        </Box>
      ) : null}
    </Popup>
  )
}

interface ChoicesProps {
  name: string
  items: { id: string; text: string; off?: boolean }[]
  chosen: string | undefined
  onChoose: (id: string) => void
}

function Choices({ name, items, chosen, onChoose }: ChoicesProps) {
  return (
    <Box className="group-sheet__axis">
      <Box className="group-sheet__name">{name}</Box>
      <Box className="group-sheet__options" role="group" label={name}>
        {items.map(({ id, text, off }) => (
          <Tap
            key={id}
            className={classNames('group-sheet__option', id === chosen && 'group-sheet__option--on')}
            disabled={off}
            testId="group-option"
            onTap={() => onChoose(id)}
          >
            {text}
          </Tap>
        ))}
      </Box>
    </Box>
  )
}
