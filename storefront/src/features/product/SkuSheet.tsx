import type { ProductDetail, Sku } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { shop } from '@/api/client'
import { NotifyButton } from '@/features/stock/NotifyButton'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Img } from '@/kit/Img'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { Stepper } from '@/kit/Stepper'
import { toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { mostPieces, within } from '@/lib/limits'
import { choose, type Chosen, chosenSku, firstChoice, optionState, priceOf, priceRange, type Prices } from '@/lib/sku'
import { LimitNote } from './LimitNote'
import { useMyPrices } from './use-my-prices'
import './sku-sheet.scss'

export type SkuAction = 'cart' | 'buy'

interface Props {
  product: ProductDetail
  open: boolean
  /** Which buttons stand below: both, or the one that was pressed; none when all is sold out and one can only wait for it. */
  actions: readonly SkuAction[]
  onClose: () => void
  onDone: (action: SkuAction, sku: Sku, quantity: number) => unknown
  /** Starts from this SKU (changing a line of the cart). */
  startWith?: string | undefined
  /** Changing a cart line: one button and no quantity. */
  confirmText?: string
}

const BOTH: readonly SkuAction[] = ['cart', 'buy']
const NO_STOCK: ReadonlyMap<string, number> = new Map()

/** How many pieces of each SKU can be bought now. */
export function useStock(product: ProductDetail | undefined, live: boolean): ReadonlyMap<string, number> {
  const ids = product?.skus.map((sku) => sku.id).join(',') ?? ''
  const { data } = useQuery({
    queryKey: ['stock', ids],
    queryFn: () => shop.getStock({ skuIds: ids }),
    enabled: ids !== '',
    staleTime: 5_000,
    refetchInterval: live ? 15_000 : false,
  })
  return useMemo(() => (data ? new Map(data.items.map((item) => [item.skuId, item.available])) : NO_STOCK), [data])
}

/** Chooses a SKU: options that lead nowhere are shown and cannot be pressed; price, stock and what one can do follow the choice. */
export function SkuSheet({ product, open, actions, onClose, onDone, startWith, confirmText }: Props) {
  const stock = useStock(product, open)
  const start = product.skus.find((sku) => sku.id === startWith)
  const [chosen, setChosen] = useState<Chosen>(() => start?.options ?? firstChoice(product.axes, product.skus))
  const [wanted, setQuantity] = useState(1)
  const sku = chosenSku(product.skus, chosen)
  const available = sku ? (stock.get(sku.id) ?? 0) : undefined
  const mine = useMyPrices(product.id)
  const most = mostPieces(product.limits, { stock: available ?? 999, person: mine.personLeft })
  const quantity = within(product.limits, most, wanted)
  const missing = product.axes.find((_, axis) => chosen[axis] === undefined)

  const finish = (action: SkuAction) => {
    if (!sku) return toast(t('sku.choose', { what: missing?.name ?? '' }))
    return onDone(action, sku, quantity)
  }
  // Changing a cart line keeps its quantity: the cart says what the limits allow.
  const spent = !confirmText && most === 0 && available !== 0
  const wait = !confirmText && (sku ? available === 0 : actions.length === 0)
  const shown = actions.length > 0 ? actions : BOTH
  const foot = confirmText ? (
    <Button block size="large" testId="sku-ok" disabled={available === 0} onTap={() => finish('cart')}>
      {confirmText}
    </Button>
  ) : wait ? (
    <NotifyButton skuId={sku?.id} missing={missing?.name} />
  ) : (
    shown.map((action) => (
      <Button
        key={action}
        block
        size="large"
        testId={`sku-${action}`}
        kind={action === 'cart' && shown.length > 1 ? 'soft' : 'primary'}
        disabled={spent}
        onTap={() => finish(action)}
      >
        {spent ? t('limit.spent') : t(`product.${action}`)}
      </Button>
    ))
  )
  return (
    <Popup open={open} onClose={onClose} title={t('sku.title')} bare testId="sku-sheet" foot={foot}>
      <Summary product={product} sku={sku} chosen={chosen} quantity={quantity} available={available} prices={mine.prices} />
      {product.axes.map((axis, at) => (
        <Box key={axis.name} className="sku__axis">
          <Box className="sku__name">{axis.name}</Box>
          <Box className="sku__options" role="group" label={axis.name}>
            {axis.options.map((option) => {
              const state = optionState({ skus: product.skus, stock }, chosen, { axis: at, option })
              const out = state === 'sold_out' || (state === 'chosen' && available === 0)
              // What is sold out can be chosen to wait for it; a line of the cart can only become something that is there.
              const off = state === 'none' || (state === 'sold_out' && confirmText !== undefined)
              return (
                <Tap
                  key={option}
                  testId="sku-option"
                  pressed={state === 'chosen'}
                  disabled={off}
                  className={classNames(
                    'sku__option',
                    state === 'chosen' && 'sku__option--on',
                    out && 'sku__option--out',
                    off && 'sku__option--off',
                  )}
                  onTap={() => setChosen(choose(chosen, at, option))}
                >
                  <Text>{option}</Text>
                  {out ? <Text className="sku__mark">{t('sku.out')}</Text> : null}
                </Tap>
              )
            })}
          </Box>
        </Box>
      ))}
      {confirmText || wait ? null : (
        <Box className="sku__quantity">
          <Text className="sku__name">{t('common.quantity')}</Text>
          <Stepper
            value={quantity}
            min={product.limits.minimum}
            step={product.limits.step}
            max={Math.max(most, product.limits.minimum)}
            onChange={setQuantity}
            testId="sku-quantity"
          />
        </Box>
      )}
      <LimitNote limits={product.limits} personLeft={mine.personLeft} />
      {sku && sku.tiers.length > 0 ? (
        <Box className="sku__tiers">
          {sku.tiers.map((tier) => (
            <Text key={tier.minQuantity} className={classNames('sku__tier', quantity >= tier.minQuantity && 'sku__tier--on')}>
              {t('sku.tier', { count: tier.minQuantity, price: money(tier.priceFen) })}
            </Text>
          ))}
        </Box>
      ) : null}
    </Popup>
  )
}

interface SummaryProps {
  product: ProductDetail
  sku: Sku | undefined
  chosen: Chosen
  quantity: number
  available: number | undefined
  prices: Prices | undefined
}

function Summary({ product, sku, chosen, quantity, available, prices }: SummaryProps) {
  const { lowFen, highFen } = priceRange(product.skus, chosen, prices)
  const picture = sku?.picture ?? product.skus.find((one) => one.picture && one.options[0] === chosen[0])?.picture ?? product.picture
  const missing = product.axes.filter((_, axis) => chosen[axis] === undefined).map((axis) => axis.name)
  const price = sku && priceOf(sku, quantity, prices)
  return (
    <Box className="sku__head">
      <Box className="sku__picture">
        <Img picture={picture} alt={product.title} width={104} />
      </Box>
      <Box className="sku__facts">
        <Box className="sku__price" testId="sku-price">
          {price ? (
            <Price fen={price.priceFen} size="hero" />
          ) : (
            <Price fen={lowFen} size="hero" from={highFen > lowFen ? t('product.from') : undefined} />
          )}
          {price && sku && price.priceFen < sku.priceFen ? <Price fen={sku.priceFen} old /> : null}
        </Box>
        {price && price.reason !== 'list' ? <Box className="sku__note">{t(`price.${price.reason}`)}</Box> : null}
        <Box className="sku__note" testId="sku-stock">
          {available === undefined ? '' : available > 0 ? stockText(available) : t('product.soldOut')}
        </Box>
        <Box className="sku__note">
          {missing.length > 0
            ? t('sku.choose', { what: missing.join(' / ') })
            : product.axes.length > 0
              ? t('sku.chosen', { what: chosen.join(' / ') })
              : ''}
        </Box>
      </Box>
    </Box>
  )
}

const FEW = 20

function stockText(available: number): string {
  if (available >= 999) return t('sku.plenty')
  return available <= FEW ? t('sku.few', { count: available }) : t('sku.stock', { count: available })
}
