// Receives the hooks of wx-oss-upload in Go 1.19. It needs no package: HOOK_SECRETS=whsec_… go run receiver.go
//
// Signatures: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	tolerance = 5 * time.Minute
	maxBytes  = 1 << 20
)

type file struct {
	Key     string `json:"key"`
	Size    int64  `json:"size"`
	IsOwner bool   `json:"isOwner"`
}

type event struct {
	Type string `json:"type"`
	Data struct {
		Files []file `json:"files"`
		File  file   `json:"file"`
	} `json:"data"`
}

type refusal struct {
	Refuse string `json:"refuse"`
}

// A table of your database in production: the id is its unique key.
var (
	answers = map[string]any{}
	lock    sync.Mutex
)

// isSigned tells whether the backend sent this body now. Any of the secrets may have signed it, while they are replaced.
func isSigned(header http.Header, body []byte) bool {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > tolerance {
		return false
	}
	for _, text := range strings.Split(os.Getenv("HOOK_SECRETS"), ",") {
		secret, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSpace(text), "whsec_"))
		if err != nil {
			log.Fatal("HOOK_SECRETS: expected whsec_ and base64")
		}
		mac := hmac.New(sha256.New, secret)
		fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
		expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
		for _, given := range strings.Fields(header.Get("webhook-signature")) {
			if hmac.Equal([]byte(expected), []byte(given)) {
				return true
			}
		}
	}
	return false
}

// authorize is asked before the upload. Allow everything, refuse everything, or refuse single files.
func authorize(files []file) any {
	if len(files) > 9 {
		return refusal{"一次最多上传 9 个文件"}
	}
	verdicts := make([]*refusal, len(files))
	for index, one := range files {
		if one.Size == 0 {
			verdicts[index] = &refusal{"文件是空的"}
		}
	}
	return map[string]any{"files": verdicts}
}

// canRead is asked before a private file is read. A key that is missing here is refused.
func canRead(files []file) any {
	allowed := []string{}
	for _, one := range files {
		if one.IsOwner {
			allowed = append(allowed, one.Key)
		}
	}
	return map[string]any{"allowed": allowed}
}

// stored is told after the upload. What it returns becomes `data` in the mini-program. The same event may come again,
// even twice at once: its record is made once, and its answer stays.
func stored(id string, stored file) any {
	lock.Lock()
	defer lock.Unlock()
	if answers[id] == nil {
		answers[id] = map[string]any{"recordId": len(answers) + 1, "key": stored.Key}
	}
	return answers[id]
}

func receive(response http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, maxBytes))
	if err != nil {
		reply(response, http.StatusRequestEntityTooLarge, map[string]string{"error": "too large"})
		return
	}
	if !isSigned(request.Header, body) {
		reply(response, http.StatusUnauthorized, map[string]string{"error": "bad signature or time"})
		return
	}
	var received event
	if err := json.Unmarshal(body, &received); err != nil {
		reply(response, http.StatusBadRequest, map[string]string{"error": "not JSON"})
		return
	}
	switch received.Type {
	case "authorize":
		reply(response, http.StatusOK, authorize(received.Data.Files))
	case "can-read":
		reply(response, http.StatusOK, canRead(received.Data.Files))
	default:
		reply(response, http.StatusOK, stored(request.Header.Get("webhook-id"), received.Data.File))
	}
}

func reply(response http.ResponseWriter, status int, value any) {
	response.Header().Set("content-type", "application/json")
	response.WriteHeader(status)
	_ = json.NewEncoder(response).Encode(value)
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8000"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, http.HandlerFunc(receive)))
}
