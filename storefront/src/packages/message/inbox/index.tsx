import type { InboxMessage } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import type { IconName } from '@/design/icons'
import { openLink } from '@/features/message/open-link'
import { INBOX, useUnread } from '@/features/message/use-inbox'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { toast } from '@/kit/overlays-store'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import './index.scss'

type Kind = InboxMessage['kind']

/** What the shop has told the shopper, newest first. */
export default function InboxPage() {
  const signedIn = useSignedIn()
  const [kind, setKind] = useState<Kind>('service')
  if (!signedIn) {
    return (
      <Page title={t('inbox.title')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  return (
    <Page title={t('inbox.title')}>
      <Heads kind={kind} onKind={setKind} />
      <Messages key={kind} kind={kind} />
    </Page>
  )
}

/** The two kinds with what is unread, and what can be done with all of them. */
function Heads({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  const client = useQueryClient()
  const unread = useUnread()
  const readAll = async () => {
    await shop.readInbox({ kind })
    await client.invalidateQueries({ queryKey: INBOX })
    toast(t('inbox.allRead'), 'good')
  }
  return (
    <>
      <Tabs
        spread
        label={t('inbox.title')}
        value={kind}
        onChange={onKind}
        testId="inbox-tab"
        items={[
          { key: 'service', title: t('inbox.service'), count: unread.data?.service },
          { key: 'marketing', title: t('inbox.marketing'), count: unread.data?.marketing },
        ]}
      />
      <Box className="inbox__tools">
        <Button kind="line" size="small" icon="settings" testId="inbox-settings" onTap={() => go('messageSettings')}>
          {t('inbox.settings')}
        </Button>
        {(unread.data?.[kind] ?? 0) > 0 ? (
          <Button kind="soft" size="small" icon="check" testId="inbox-read-all" onTap={readAll}>
            {t('inbox.readAll')}
          </Button>
        ) : null}
      </Box>
    </>
  )
}

function Messages({ kind }: { kind: Kind }) {
  const { pages, items } = useEndless([...INBOX, kind], (cursor) => shop.listInbox({ ...cursor, kind, limit: 20 }))
  useReturn(() => void pages.refetch())
  return (
    <InfiniteList
      pages={pages}
      count={items.length}
      skeleton={<RowsSkeleton />}
      empty={
        <Empty
          icon="bell"
          text={t(kind === 'service' ? 'inbox.noService' : 'inbox.noMarketing')}
          action={t('cart.goShopping')}
          onAction={() => go('home')}
        />
      }
    >
      {items.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </InfiniteList>
  )
}

const icons: Partial<Record<string, IconName>> = {
  order: 'box',
  'after-sales': 'refund',
  coupon: 'ticket',
  stock: 'bell',
  goods: 'tag',
  cart: 'cart',
  member: 'trophy',
}

function Message({ message }: { message: InboxMessage }) {
  const client = useQueryClient()
  const { link } = message
  const open = async () => {
    // It opens at once; that it was read follows, and is seen when one comes back.
    if (link && !openLink(link)) toast(t('inbox.gone'))
    await shop.openInboxMessage({ id: message.id })
    await client.invalidateQueries({ queryKey: INBOX })
  }
  return (
    <Card className="inbox" testId="inbox-message">
      <Tap className="inbox__tap" testId="open-message" onTap={open}>
        <Box className="inbox__icon">
          <Icon name={icons[message.trigger.split('.')[0] ?? ''] ?? 'message'} size={20} />
          {message.read ? null : <Box className="inbox__dot" />}
        </Box>
        <Box className="inbox__main">
          <Box className="inbox__head">
            <Text className={message.read ? 'inbox__title inbox__title--read' : 'inbox__title'}>{message.title}</Text>
            <Text className="inbox__when">{dateTime(message.at).slice(5)}</Text>
          </Box>
          <Box className="inbox__text">{message.text}</Box>
          {link ? (
            <Box className="inbox__more">
              <Text>{t('inbox.look')}</Text>
              <Icon name="forward" size={14} />
            </Box>
          ) : null}
        </Box>
      </Tap>
    </Card>
  )
}
