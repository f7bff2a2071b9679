import { InboxOutlined, RightOutlined, SearchOutlined, ShoppingOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useRead } from '../api/use.ts'
import { useT } from '../i18n/i18n.tsx'
import { orderStateKey } from '../areas/orders/order-state.ts'
import { yuan } from '../ui/money.tsx'
import { useDebounced } from '../ui/use-debounced.ts'
import { useCan, useSees } from './me.tsx'
import { areas, pages } from './pages.ts'

interface Hit {
  key: string
  group: string
  icon: ReactNode
  label: string
  note: string
  to: string
}

/** ⌘K: go to a page, a product or an order by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [marked, setMarked] = useState(0)
  const hits = useHits(text.trim())
  const at = Math.min(marked, hits.length - 1)
  const go = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    void navigate(hit.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a Chinese input method composes, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setMarked((at + step + hits.length) % Math.max(hits.length, 1))
    } else if (event.key === 'Enter') go(hits[at])
  }
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={600} className="palette" destroyOnHidden title={null}>
      <div className="palette-input">
        <SearchOutlined />
        <input
          autoFocus
          value={text}
          placeholder={t('palette.placeholder')}
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={hits[at] ? `palette-${at}` : undefined}
          aria-label={t('palette.placeholder')}
          data-testid="palette-input"
          onChange={(event) => {
            setText(event.target.value)
            setMarked(0)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="palette-list" role="listbox" aria-label={t('palette.results')}>
        {hits.map((hit, index) => (
          <div key={hit.key} role="presentation">
            {hits[index - 1]?.group !== hit.group && <div className="palette-group">{hit.group}</div>}
            <button
              type="button"
              tabIndex={-1}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === at}
              className="palette-hit"
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: 'nearest' })
              }}
              onMouseMove={() => setMarked(index)}
              onClick={() => go(hit)}
            >
              <span className="palette-icon">{hit.icon}</span>
              <span className="palette-label">{hit.label}</span>
              <span className="muted">{hit.note}</span>
            </button>
          </div>
        ))}
        {hits.length === 0 && <div className="palette-none muted">{t('palette.none', { text })}</div>}
      </div>
    </Modal>
  )
}

function useHits(text: string): Hit[] {
  const t = useT()
  const can = useCan()
  const sees = useSees()
  const search = useDebounced(text, 200)
  const products = useRead('listAdminProducts', { search, pageSize: 5 }, { enabled: search !== '' && can('catalog.read') })
  const orders = useRead('listAdminOrders', { search, pageSize: 5 }, { enabled: search !== '' && can('order.read') })
  const lower = text.toLowerCase()
  const pageHits = pages
    .filter((page) => !page.inner && sees(page))
    .map((page): Hit => {
      const area = areas.find((one) => one.area === page.area)
      const note = area && area.label !== page.label ? t(area.label) : ''
      return { key: page.path, group: t('palette.pages'), icon: <RightOutlined />, label: t(page.label), note, to: page.path }
    })
    .filter((hit) => `${hit.label} ${hit.note} ${hit.to}`.toLowerCase().includes(lower))
  if (text === '') return pageHits
  const productHits = (search ? (products.data?.items ?? []) : []).map((product): Hit => ({
    key: product.id,
    group: t('palette.products'),
    icon: <ShoppingOutlined />,
    label: product.title,
    note: `${product.code} · ${yuan(product.priceFen)}`,
    to: `/products/${product.id}`,
  }))
  const orderHits = (search ? (orders.data?.items ?? []) : []).map((order): Hit => ({
    key: order.id,
    group: t('palette.orders'),
    icon: <InboxOutlined />,
    label: order.number,
    note: `${order.receiver} · ${yuan(order.payableFen)} · ${t(orderStateKey[order.state])}`,
    to: `/orders/${order.id}`,
  }))
  return [...pageHits.slice(0, 6), ...productHits, ...orderHits]
}
