import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, InputNumber } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'

export interface Price {
  skuId: string
  size: number
  priceFen: number | null
  leaderPriceFen: number | null
}
interface Props {
  productId: string
  prices: Price[]
  onChange: (prices: Price[]) => void
}

/** For each size of group the price of every SKU that takes part, and what its leader pays. */
export function GroupPrices({ productId, prices, onChange }: Props) {
  const t = useT()
  const { data } = useRead('getAdminProduct', { id: productId })
  const skus = data?.skus ?? []
  const sizes = [...new Set(prices.map((one) => one.size))].toSorted((a, b) => a - b)
  const chosen = new Set(prices.map((one) => one.skuId))
  const empty = (skuId: string, size: number): Price => ({ skuId, size, priceFen: null, leaderPriceFen: null })
  const toggle = (skuId: string, on: boolean) =>
    onChange(
      on ? [...prices, ...(sizes.length > 0 ? sizes : [2]).map((size) => empty(skuId, size))] : prices.filter((one) => one.skuId !== skuId),
    )
  const addSize = () => {
    const size = (sizes.at(-1) ?? 1) + 1
    onChange([...prices, ...[...chosen].map((skuId) => empty(skuId, size))])
  }
  const setSize = (from: number, to: number) => {
    if (!sizes.includes(to)) onChange(prices.map((one) => (one.size === from ? { ...one, size: to } : one)))
  }
  const set = (of: Price, patch: Partial<Price>) => onChange(prices.map((one) => (one === of ? { ...one, ...patch } : one)))
  return (
    <>
      <Form.Item label={t('groupBuy.skus')} required>
        <div className="row" style={{ flexWrap: 'wrap' }}>
          {skus.map((sku) => (
            <Checkbox
              key={sku.id}
              checked={chosen.has(sku.id)}
              onChange={({ target }) => toggle(sku.id, target.checked)}
              data-testid="group-sku"
            >
              {sku.options.join(' / ') || t('groupBuy.oneSku')} <span className="muted num">{yuan(sku.priceFen)}</span>
            </Checkbox>
          ))}
        </div>
      </Form.Item>
      {sizes.map((size, index) => (
        <Form.Item
          key={index}
          label={
            <span className="row">
              <InputNumber<number>
                size="small"
                min={2}
                max={100}
                precision={0}
                value={size}
                suffix={t('groupBuy.people')}
                aria-label={t('groupBuy.size')}
                onChange={(value) => value && setSize(size, value)}
              />
              {sizes.length > 1 && (
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('groupBuy.removeSize')}
                  onClick={() => onChange(prices.filter((one) => one.size !== size))}
                />
              )}
            </span>
          }
        >
          {prices
            .filter((one) => one.size === size)
            .map((one) => (
              <div key={one.skuId} className="row" style={{ marginBottom: 8 }}>
                <span style={{ width: 180 }}>{skus.find((sku) => sku.id === one.skuId)?.options.join(' / ') || t('groupBuy.oneSku')}</span>
                <MoneyInput
                  fen={one.priceFen}
                  min={0.01}
                  onChange={(priceFen) => set(one, { priceFen })}
                  label={t('groupBuy.price')}
                  placeholder={t('groupBuy.price')}
                />
                <MoneyInput
                  fen={one.leaderPriceFen}
                  min={0.01}
                  onChange={(leaderPriceFen) => set(one, { leaderPriceFen })}
                  label={t('groupBuy.leaderPrice')}
                  placeholder={t('groupBuy.leaderPrice')}
                  status={one.leaderPriceFen !== null && one.priceFen !== null && one.leaderPriceFen > one.priceFen ? 'error' : undefined}
                />
              </div>
            ))}
        </Form.Item>
      ))}
      {sizes.length > 0 && sizes.length < 5 && (
        <Form.Item>
          <Button type="dashed" icon={<PlusOutlined />} onClick={addSize}>
            {t('groupBuy.addSize')}
          </Button>
        </Form.Item>
      )}
    </>
  )
}
