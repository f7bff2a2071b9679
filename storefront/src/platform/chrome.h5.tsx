// H5 draws neither a title bar nor (in our configuration) a tab bar: these are ours.
import { usePageScroll } from '@tarojs/taro'
import { type ReactNode, useState } from 'react'
import { t } from '@/i18n'
import { Badge } from '@/kit/Badge'
import { Icon } from '@/kit/Icon'
import { Tap, Text } from '@/kit/base'
import { classNames } from '@/lib/class-names'
import { back, go } from '@/lib/navigate'
import { TAB_NAMES, type TabName } from '@/routes'
import { useCartCount } from '@/features/cart/use-cart'
import './chrome.h5.scss'

interface BarProps {
  title: string
  clear: boolean
  home: boolean
  action: ReactNode
}

const OPAQUE_AFTER_PX = 120

export function BarArea({ title, clear, home, action }: BarProps) {
  const [scrolled, setScrolled] = useState(false)
  usePageScroll(({ scrollTop }) => clear && setScrolled(scrollTop > OPAQUE_AFTER_PX))
  const see = clear && !scrolled
  return (
    <header className={classNames('bar', clear && 'bar--over', see && 'bar--clear')}>
      {home ? (
        <span className="bar__side" />
      ) : (
        <Tap className="bar__side bar__button" label={t('common.back')} testId="back" onTap={back}>
          <Icon name="back" size={24} />
        </Tap>
      )}
      <h1 className="bar__title">{title}</h1>
      <span className="bar__side bar__action">{action}</span>
    </header>
  )
}

export function TabBarArea({ tab }: { tab: TabName }) {
  const count = useCartCount()
  return (
    <nav className="tab-bar" aria-label={t('common.mainNavigation')}>
      {TAB_NAMES.map((name) => (
        <Tap
          key={name}
          className={classNames('tab-bar__item', name === tab && 'tab-bar__item--on')}
          testId={`nav-${name}`}
          onTap={() => go(name)}
        >
          <span className="tab-bar__icon">
            <Icon name={name} size={23} />
            {name === 'cart' ? <Badge count={count} testId="cart-badge" /> : null}
          </span>
          <Text className="tab-bar__text">{t(`tab.${name}`)}</Text>
        </Tap>
      ))}
    </nav>
  )
}
