<?php
/**
 * Tells wx-oss-upload who a caller is, as a Laravel application does. This script needs no package
 * (php -S 127.0.0.1:8000 whoami.php), so that our tests can run it. In Laravel it is this route, and the backend is
 * started with INTROSPECT_URL=https://…/api/whoami and INTROSPECT_ID_PATH=data.id:
 * 告诉 wx-oss-upload 调用者是谁。在 Laravel 中就是下面的路由；启动后端时设置上面两个环境变量：
 *
 *     Route::middleware('auth:sanctum')->get('/whoami', fn (Request $request) => [
 *         'code' => 0,
 *         'data' => ['id' => $request->user()->id],
 *     ]);
 *
 * Laravel itself answers 401 to a caller without a login, because the backend asks for JSON.
 * 没有登录时 Laravel 自己返回 401，因为后端要求 JSON。
 */

declare(strict_types=1);

// Your own login in production.
$users = ['Bearer token-of-ann' => 42];

$id = $users[$_SERVER['HTTP_AUTHORIZATION'] ?? ''] ?? null;
header('content-type: application/json');
if ($id === null) {
    http_response_code(401);
}
echo json_encode($id === null ? ['message' => 'Unauthenticated.'] : ['code' => 0, 'data' => ['id' => $id]]);
