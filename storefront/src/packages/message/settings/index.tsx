import type { MessagePreferences } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { INBOX } from '@/features/message/use-inbox'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { showError } from '@/kit/overlays-store'
import { hasPushes } from '@/platform/consent'
import './index.scss'

const KEY = [...INBOX, 'preferences']
const SERVICE = hasPushes ? (['servicePush', 'serviceSms'] as const) : (['serviceSms'] as const)

/** What one wants to be told, and how. */
export default function MessageSettingsPage() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: KEY, queryFn: () => shop.getMessagePreferences() })
  const set = query.data
  const change = async (patch: Partial<MessagePreferences>) => {
    if (!set) return
    const next = { ...set, ...patch }
    client.setQueryData(KEY, next)
    try {
      await shop.updateMessagePreferences(next)
    } catch (error) {
      client.setQueryData(KEY, set)
      showError(error)
    }
  }
  return (
    <Page title={t('messageSettings.title')}>
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {set ? (
        <>
          <Group title={t('inbox.service')} note={t('messageSettings.serviceNote')} keys={SERVICE} set={set} onChange={change} />
          <Group
            title={t('inbox.marketing')}
            note={t('messageSettings.marketingNote')}
            keys={set.marketing ? (['marketing', 'marketingSms'] as const) : (['marketing'] as const)}
            set={set}
            onChange={change}
          />
        </>
      ) : null}
    </Page>
  )
}

interface GroupProps {
  title: string
  note: string
  keys: readonly (keyof MessagePreferences)[]
  set: MessagePreferences
  onChange: (patch: Partial<MessagePreferences>) => void
}

function Group({ title, note, keys, set, onChange }: GroupProps) {
  return (
    <Card>
      <Box className="wishes__title">{title}</Box>
      <Box className="wishes__note">{note}</Box>
      {keys.map((key) => (
        <Box key={key} className="wishes__row">
          <Checkbox on={set[key]} label={t(`messageSettings.${key}`)} testId={`wish-${key}`} onChange={(on) => onChange({ [key]: on })}>
            <Text>{t(`messageSettings.${key}`)}</Text>
          </Checkbox>
        </Box>
      ))}
    </Card>
  )
}
