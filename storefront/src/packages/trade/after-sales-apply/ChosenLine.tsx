import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import type { Kind, OptionLine } from '@/features/after-sales/types'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { Stepper } from '@/kit/Stepper'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'

export interface Chosen {
  quantity: number
  /** What an exchange should send. */
  skuId?: string
}

interface Props {
  line: OptionLine
  kind: Kind
  most: number
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

/** How many pieces of a line, and for an exchange what for. */
export function ChosenLine({ line, kind, most, chosen, onChange }: Props) {
  return (
    <Box className="as-line" testId="as-line">
      <Box className="as-line__top">
        <Box className="as-line__picture">
          <Img picture={line.picture} alt="" width={64} />
        </Box>
        <Box className="as-line__main">
          <Box className="as-line__title">{line.title}</Box>
          <Box className="as-line__note">{line.options.join(' / ')}</Box>
          <Box className="as-line__note">{t('as.paid', { amount: money(line.payableFen), count: line.quantity })}</Box>
        </Box>
        {most > 0 ? (
          <Stepper
            value={Math.min(chosen.quantity, most)}
            min={0}
            max={most}
            testId="as-quantity"
            onChange={(quantity) => onChange({ ...chosen, quantity })}
          />
        ) : (
          <Text className="as-line__note">{t('as.notForThis')}</Text>
        )}
      </Box>
      {kind === 'exchange' && chosen.quantity > 0 && most > 0 ? <Exchange line={line} chosen={chosen} onChange={onChange} /> : null}
    </Box>
  )
}

function Exchange({ line, chosen, onChange }: { line: OptionLine; chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const query = useQuery({ queryKey: ['product', line.productId], queryFn: () => shop.getProduct({ id: line.productId }) })
  const skus = query.data?.skus ?? []
  const mine = skus.find((sku) => sku.id === line.skuId)
  const same = skus.filter((sku) => sku.priceFen === mine?.priceFen)
  if (same.length < 2) return <Box className="as-line__note">{t('as.exchangeSame')}</Box>
  const on = chosen.skuId ?? line.skuId
  return (
    <Box className="as-line__skus">
      {same.map((sku) => (
        <Tap
          key={sku.id}
          className={classNames('as-line__sku', sku.id === on && 'as-line__sku--on')}
          pressed={sku.id === on}
          onTap={() => onChange({ ...chosen, skuId: sku.id })}
        >
          <Text>{sku.options.join(' / ')}</Text>
        </Tap>
      ))}
    </Box>
  )
}
