// Prints culprits that can be trusted: consumer BROKERS REGISTRY [LEVEL...]
package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/confluentinc/confluent-kafka-go/kafka"
	"github.com/linkedin/goavro"
)

var codecs = map[uint32]*goavro.Codec{}

// codec is that of the schema which the registry has under this id.
func codec(registry string, id uint32) *goavro.Codec {
	if known := codecs[id]; known != nil {
		return known
	}
	answer, err := http.Get(fmt.Sprintf("%s/schemas/ids/%d", registry, id))
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var found struct{ Schema string }
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		log.Fatal(err)
	}
	made, err := goavro.NewCodec(found.Schema)
	if err != nil {
		log.Fatal(err)
	}
	codecs[id] = made
	return made
}

func main() {
	brokers, registry := os.Args[1], os.Args[2]
	wanted := map[string]bool{}
	for _, level := range os.Args[3:] {
		wanted[level] = true
	}
	consumer, err := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": brokers, "group.id": "culprit-mail-in-go",
		"auto.offset.reset": "earliest", "isolation.level": "read_committed"})
	if err != nil {
		log.Fatal(err)
	}
	if err := consumer.Subscribe("firstbad.culprits", nil); err != nil {
		log.Fatal(err)
	}
	for {
		record, err := consumer.ReadMessage(-1)
		if err != nil || record.Value == nil { // without a value: 'firstbad forget' removed it
			continue
		}
		level := ""
		for _, header := range record.Headers { // no decoding needed to filter
			if header.Key == "firstbad-level" {
				level = string(header.Value)
			}
		}
		if len(wanted) > 0 && !wanted[level] {
			continue
		}
		schema := binary.BigEndian.Uint32(record.Value[1:5])
		decoded, _, err := codec(registry, schema).NativeFromBinary(record.Value[5:])
		if err != nil {
			log.Fatal(err)
		}
		culprit := decoded.(map[string]interface{})
		fmt.Println(culprit["id"], culprit["commit"], culprit["title"]) // once per id: use it as your key
	}
}
