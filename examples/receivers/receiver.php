<?php
/**
 * Receives the hooks of wx-oss-upload in PHP 8.2. It needs no package: HOOK_SECRETS=whsec_… php -S 127.0.0.1:8000 receiver.php
 *
 * Signatures: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

declare(strict_types=1);

const TOLERANCE_SECONDS = 300;
const MAX_BYTES = 1024 * 1024;

/** Whether the backend sent this body now. Any of the secrets may have signed it, while they are replaced. */
function isSigned(string $id, string $timestamp, string $signatures, string $body): bool
{
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $matches = false;
    foreach (explode(',', (string) getenv('HOOK_SECRETS')) as $text) {
        $secret = base64_decode(substr(trim($text), strlen('whsec_')));
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $secret, true));
        foreach (explode(' ', $signatures) as $given) {
            $matches = hash_equals($expected, $given) || $matches;
        }
    }
    return $matches;
}

/** Before the upload. Allow everything, refuse everything, or refuse single files. */
function authorize(array $data): array
{
    if (count($data['files']) > 9) {
        return ['refuse' => '一次最多上传 9 个文件'];
    }
    $verdict = fn (array $file): ?array => $file['size'] > 0 ? null : ['refuse' => '文件是空的'];
    return ['files' => array_map($verdict, $data['files'])];
}

/** Before a private file is read. A key that is missing here is refused. */
function canRead(array $data): array
{
    $owned = array_filter($data['files'], fn (array $file): bool => $file['isOwner']);
    return ['allowed' => array_values(array_column($owned, 'key'))];
}

/**
 * After the upload. What this returns becomes `data` in the mini-program. The same event may come again, even twice at
 * once: its record is made once, and its answer stays. In production the file is a table with the id as its unique key.
 */
function stored(string $id, array $data): array
{
    $file = fopen(getenv('RECORDS') ?: sys_get_temp_dir() . '/wx-oss-upload-records.json', 'c+');
    flock($file, LOCK_EX);
    $answers = json_decode(stream_get_contents($file) ?: '{}', true);
    if (!isset($answers[$id])) {
        $answers[$id] = ['recordId' => count($answers) + 1, 'key' => $data['file']['key']];
        rewind($file);
        ftruncate($file, 0);
        fwrite($file, json_encode($answers));
    }
    fclose($file);
    return $answers[$id];
}

function reply(int $status, array $value): never
{
    http_response_code($status);
    header('content-type: application/json');
    exit(json_encode($value, JSON_UNESCAPED_UNICODE));
}

$body = file_get_contents('php://input', false, null, 0, MAX_BYTES + 1);
if (strlen($body) > MAX_BYTES) {
    reply(413, ['error' => 'too large']);
}
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
if (!isSigned($id, $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '', $body)) {
    reply(401, ['error' => 'bad signature or time']);
}
['type' => $type, 'data' => $data] = json_decode($body, true, 64, JSON_THROW_ON_ERROR);
reply(200, match ($type) {
    'authorize' => authorize($data),
    'can-read' => canRead($data),
    'stored' => stored($id, $data),
});
